/** Which earlier operations still run on a day: global days of the fee schedule, the day of the operation not counted (CMS Pub. 100-04 ch. 12 §40.1). */
import {
  addDays,
  type Facts,
  type ModuleContext,
  procedureCode,
  type Service,
  type ServiceDate,
  SYSTEM,
} from '../../src/suggest/module.ts';

export interface Table {
  readonly spans: readonly { readonly from: string; readonly to: string; readonly days: number }[];
  readonly elsewhere: {
    readonly nodes: readonly string[];
    readonly own: readonly {
      readonly from: string;
      readonly to: string;
      readonly nodes: readonly string[];
    }[];
  };
  readonly aftercare: readonly string[];
  readonly staged: readonly string[];
  readonly returned: readonly string[];
}

export interface Running {
  readonly operation: Service;
  readonly code: string;
  /** The last day; undefined when the length of the period cannot be told. */
  readonly until: ServiceDate | undefined;
}

const OPERATION = /^[1-6]\d{4}$/;
/** The same practice: another's operation has a period of its own. Undefined: the record does not say whose it was. */
const ours = ({ performer }: Service, { parties, visit }: Facts): boolean | undefined =>
  performer === undefined
    ? undefined
    : parties.some((p) => p.reference === performer) ||
      (visit.clinicians ?? []).some((c) => c.reference === performer);

/** Operations of this practice, or of nobody named, whose period holds the day or cannot be told. */
export function runningOn(
  day: ServiceDate,
  facts: Facts,
  context: ModuleContext,
  table: Table,
): readonly Running[] {
  return (facts.earlier ?? []).flatMap((operation): readonly Running[] => {
    const code = operation.concept.codings
      .filter((c) => c.system === SYSTEM.cpt && OPERATION.test(c.code))
      .map((c) => c.code)[0];
    if (!code || !operation.date || operation.date >= day || ours(operation, facts) === false) return [];
    const days = daysOf(code, operation.date, context, table);
    if (days === undefined) return [{ operation, code, until: undefined }];
    const until = addDays(operation.date, days);
    return days > 0 && day <= until ? [{ operation, code, until }] : [];
  });
}

function daysOf(
  code: string,
  on: ServiceDate,
  { terminology }: ModuleContext,
  { spans }: Table,
): number | undefined {
  const normal = procedureCode(code);
  const known = normal ? terminology.procedures.globalDays(normal, on) : undefined;
  if (known?.kind === 'known') return /^\d{3}$/.test(known.value) ? Number(known.value) : 0;
  return spans.find((s) => s.from <= code && code <= s.to)?.days;
}

export const isOperation = (code: string): boolean => OPERATION.test(code);
