// Gallery of fields and choices in their states: empty, filled, with a hint, wrong, disabled, long.
import { useState, type ReactNode } from "react";
import { Checkbox, CheckboxGroup } from "../../ui/Checkbox";
import { Combobox, CountryField } from "../../ui/Combobox";
import { Field } from "../../ui/Field";
import { NativeSelect } from "../../ui/NativeSelect";
import { RadioGroup } from "../../ui/RadioGroup";
import { Select, type Option } from "../../ui/Select";
import { Section, Example, useSamples } from "./Example";

export function Fields(): ReactNode {
  const sample = useSamples();
  const [text, setText] = useState("");
  return (
    <Section name="Field">
      <Example state="required">
        <Field id="g-name" label={sample("name")} value={text} onChange={setText} autoComplete="name" required />
      </Example>
      <Example state="optional, with a hint">
        <Field
          id="g-email"
          type="email"
          label={sample("email")}
          hint={sample("hint")}
          value={text}
          onChange={setText}
        />
      </Example>
      <Example state="with an error">
        <Field
          id="g-wrong"
          type="email"
          label={sample("email")}
          hint={sample("hint")}
          error={sample("wrong")}
          value="aya@"
          onChange={setText}
          required
        />
      </Example>
      <Example state="disabled">
        <Field id="g-closed" label={sample("name")} value="Aya" onChange={setText} disabled required />
      </Example>
      <Example state="read only">
        <Field id="g-read" label={sample("name")} value="Aya" onChange={setText} readOnly />
      </Example>
      <Example state="several lines, long label">
        <Field id="g-lines" label={sample("long")} value={text} onChange={setText} rows={3} />
      </Example>
    </Section>
  );
}

export function Choices(): ReactNode {
  const sample = useSamples();
  const [value, setValue] = useState("adult");
  const [values, setValues] = useState<string[]>(["adult"]);
  const [country, setCountry] = useState("");
  const [agreed, setAgreed] = useState(false);
  const options: Option[] = [
    { value: "adult", label: sample("adult") },
    { value: "child", label: sample("child"), hint: sample("hint") },
    { value: "group", label: sample("group"), disabled: true },
  ];
  const common = { label: sample("choice"), options, value, onChange: setValue, required: true };
  return (
    <Section name="Choices">
      <Example state="select">
        <Select id="g-select" {...common} />
      </Example>
      <Example state="select, nothing chosen, with an error">
        <Select id="g-select-wrong" {...common} value="" hint={sample("hint")} error={sample("missing")} />
      </Example>
      <Example state="select, disabled">
        <Select id="g-select-closed" {...common} disabled />
      </Example>
      <Example state="native select">
        <NativeSelect id="g-native" {...common} hint={sample("hint")} />
      </Example>
      <Example state="native select, with an error">
        <NativeSelect id="g-native-wrong" {...common} value="" error={sample("missing")} />
      </Example>
      <Example state="combobox">
        <Combobox id="g-combobox" {...common} />
      </Example>
      <Example state="country, with an error">
        <CountryField
          id="g-country"
          label={sample("country")}
          value={country}
          onChange={setCountry}
          error={sample("missing")}
          required
        />
      </Example>
      <Example state="checkbox">
        <Checkbox id="g-agree" checked={agreed} onChange={setAgreed}>
          {sample("agree")}
        </Checkbox>
        <Checkbox id="g-agree-wrong" checked={false} onChange={setAgreed} error={sample("missing")}>
          {sample("long")}
        </Checkbox>
        <Checkbox id="g-agree-closed" checked onChange={setAgreed} disabled>
          {sample("agree")}
        </Checkbox>
      </Example>
      <Example state="checkbox group">
        <CheckboxGroup
          id="g-boxes"
          label={sample("choice")}
          hint={sample("hint")}
          options={options}
          values={values}
          onChange={setValues}
          error={sample("missing")}
        />
      </Example>
      <Example state="radio group as lines">
        <RadioGroup id="g-lines-radio" {...common} />
      </Example>
      <Example state="radio group as cards">
        <RadioGroup
          id="g-cards"
          {...common}
          look="cards"
          options={options.map((option) => ({ ...option, aside: "€5" }))}
        />
      </Example>
      <Example state="radio group, with an error">
        <RadioGroup id="g-cards-wrong" {...common} value="" look="cards" error={sample("missing")} />
      </Example>
    </Section>
  );
}
