/** Care without or around a visit: chronic, principal, advanced primary, transitional, advance planning, remote monitoring (CPT; CMS fee schedule). */
import {
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  recordedCodes,
  visitFamily,
} from '../../src/suggest/module.ts';
import { monitoring } from './monitoring.ts';
import { advancedPrimary, monthly } from './monthly.ts';
import { planning } from './planning.ts';
import type { Tables } from './tables.ts';
import { transitional } from './transitional.ts';

export const prepare: PrepareFunction = (raw) => {
  const tables = raw['codes.json'] as Tables;
  return (facts, context) => careManagement(facts, context, tables);
};

const RECORDED = /^(?:99439|9949[0156]|99437|9948[79]|9942[4-7]|G055[678]|9949[78]|9945[3478]|99091)$/;

/** What the record carries of these is not worked out again, whichever of them it is. */
function careManagement(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  if (recordedCodes(facts).some((r) => RECORDED.test(r.code))) return {};
  const outputs =
    visitFamily(facts).family === 'care-management'
      ? [
          advancedPrimary(facts, context, tables),
          monthly(facts, context, tables),
          monitoring(facts, context, tables),
          transitional(facts, context, tables),
        ]
      : [transitional(facts, context, tables), planning(facts, context, tables)];
  return {
    services: outputs.flatMap((o) => o.services ?? []),
    queries: outputs.flatMap((o) => o.queries ?? []),
  };
}
