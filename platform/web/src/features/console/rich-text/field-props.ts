// What a field for rich text is given: for the field, and for the editor that comes when it is needed.
export interface RichTextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** HTML as the API cleans it; empty for nothing. */
  readonly value: string;
  readonly onChange: (html: string) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  /** It may not be left out. */
  readonly required?: boolean;
  /** The language that is written in: it says the direction, and how words are read aloud. */
  readonly language: string;
}
