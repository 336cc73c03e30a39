/** Reading clinical text: from an attachment's bytes to sections, sentences and the context of a mention. Pure and linear. */
export * from './context.ts';
export { attachmentText, isReadable, LONGEST_NOTE, plainText } from './decode.ts';
export type { SectionKind } from './headings.ts';
export type * from './note-reader.ts';
export { type Section, sectionsOf } from './sections.ts';
export { type Sentence, sentencesIn } from './sentences.ts';
