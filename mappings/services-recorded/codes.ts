/** The CPT and HCPCS codes of a recorded service in normal form; modifiers written as codings are not codes. */
import { type ProcedureCode, procedureCode, type Service, SYSTEM } from '../../src/suggest/module.ts';

export interface Codes {
  readonly valid: readonly ProcedureCode[];
  /** Codes of the right system whose shape is wrong. */
  readonly broken: readonly string[];
}

export function codesOf(service: Service): Codes {
  const written = service.concept.codings
    .filter((c) => c.system === SYSTEM.cpt || c.system === SYSTEM.hcpcs)
    .map((c) => c.code)
    .filter((code) => !/^[A-Z0-9]{2}$/i.test(code));
  const normal = written.map((text) => ({ text, code: procedureCode(text) }));
  return {
    valid: [...new Set(normal.flatMap((n) => n.code ?? []))],
    broken: normal.flatMap((n) => (n.code ? [] : [n.text])),
  };
}
