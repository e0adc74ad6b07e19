// A price to show terms by, where the event sells nothing yet: so many whole units of the currency.
export const SAMPLE = 100;
