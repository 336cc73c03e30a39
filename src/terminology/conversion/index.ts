export { type ConversionSet, conversionEdition } from './conversion-edition.ts';
export { type Converted, convertedBy } from './successors.ts';
