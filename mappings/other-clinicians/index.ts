/** Codes that may rest on other clinicians' notes, beside the provider's diagnosis (guidelines I.B.14, I.C.18.e). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { bloodAlcohol } from './blood-alcohol.ts';
import { comaScale } from './coma-scale.ts';

export const prepare: PrepareFunction = () => (facts, context) => ({
  diagnoses: [...comaScale(facts, context), ...bloodAlcohol(facts, context)],
});
