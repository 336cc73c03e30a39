/** Marks that records put beside the name of a diagnosis and that are no words of it: risk-adjustment flags, the place in a list. */

// "(HCC)" is the flag of a hierarchical condition category (45 CFR 153.320), never hepatocellular carcinoma beside another name.
const MARKER =
  /(?<=\S\s{0,3})[([](?:(?:CMS|HHS|RAF|RxHCC)?[ /-]?HCC|CMD|CODE|primary|principal|secondary)[)\]]/gi;

/** The text with each mark blanked out, every other character in its old place. */
export const withoutMarkers = (text: string): string =>
  /[([]/.test(text) ? text.replace(MARKER, (mark) => ' '.repeat(mark.length)) : text;
