/** Puts the outputs of many problems side by side. */
import type { ModuleOutput } from '../module.ts';

export const joinOutputs = (outputs: readonly ModuleOutput[]): ModuleOutput => ({
  diagnoses: outputs.flatMap((o) => o.diagnoses ?? []),
  services: outputs.flatMap((o) => o.services ?? []),
  uncoded: outputs.flatMap((o) => o.uncoded ?? []),
  queries: outputs.flatMap((o) => o.queries ?? []),
});
