/**
 * Implicit value sets of ICD-10-CM, in the manner R4 snomedct.html#implicit has them: `…/icd-10-cm?fhir_vs` is every code,
 * `?fhir_vs=isa-E11` is E11 and what lies below it.
 */
import { SYSTEM } from '../../fhir/index.ts';
import { type Icd10CmCode, icd10CmCode, isUnder } from '../../terminology/index.ts';
import { cannotTell, notFound, type OperationAnswer, shown } from './answer.ts';
import { systemAsked } from './system.ts';

export interface ImplicitValueSet {
  /** The canonical address, without a version. */
  readonly url: string;
  readonly version: string | undefined;
  /** Undefined: every code. */
  readonly node: Icd10CmCode | undefined;
}

const ALL = '?fhir_vs';
const ISA = '?fhir_vs=isa-';

/** Reads a value set's canonical, with or without `|version`; an alias or OID of the system serves. */
export function valueSetAsked(canonical: string): ImplicitValueSet | OperationAnswer {
  const [address = '', version] = canonical.split('|', 2);
  const query = address.indexOf('?');
  const system = systemAsked(query < 0 ? address : address.slice(0, query));
  const rest = query < 0 ? '' : address.slice(query);
  if (!system || rest === '') return notFound(`There is no value set ${shown(address)} here`, 'url');
  if (system.kind !== 'icd10cm')
    return cannotTell(`no release of ${system.canonical} is loaded to list its codes`, 'url');
  if (rest === ALL) return { url: `${SYSTEM.icd10cm}${ALL}`, version, node: undefined };
  const node = rest.startsWith(ISA) ? icd10CmCode(rest.slice(ISA.length)) : undefined;
  if (!node) return notFound(`There is no value set ${shown(address)} here`, 'url');
  return { url: `${SYSTEM.icd10cm}${ISA}${node}`, version, node };
}

export const holds = ({ node }: ImplicitValueSet, code: string): boolean =>
  node === undefined || isUnder(code, node);
