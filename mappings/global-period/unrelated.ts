/** A visit within the global period for something else: said in the note, or plain from its diagnoses (CMS Pub. 100-04 ch. 12 §30.6.6.A, modifier 24). */
import {
  type DiagnosisSuggestion,
  type Evidence,
  type Facts,
  inRange,
  isUnder,
  type ModuleContext,
  type ServiceSuggestion,
  saidIn,
} from '../../src/suggest/module.ts';
import type { Running, Table } from './period.ts';

const UNRELATED =
  /\b(?:unrelated to|not related to|no relation to|nothing to do with|independent of|not due to) (?:the |his |her |their |recent |prior |this )*(?:surgery|operation|procedure|surgical|post-?operative|global|(?:\w{2,20} ){0,2}(?:\w{2,20}(?:ectomy|plasty|otomy)|repair|replacement|fusion|fixation|surgery|operation|procedure))\b|\bunrelated (?:problem|complaint|visit|illness|condition|matter|new problem)\b/gi;

export interface Unrelated {
  readonly evidence: readonly Evidence[];
  /** The clinician says so; else only the diagnoses, of another organ system, show it. */
  readonly said: boolean;
}

/** Undefined: the record does not show it. */
export function unrelatedVisit(
  line: ServiceSuggestion,
  running: Running,
  facts: Facts,
  context: ModuleContext,
  table: Table,
): Unrelated | undefined {
  const said = saidIn(facts, UNRELATED);
  if (said.length > 0) return { evidence: said, said: true };
  const mine = context.diagnoses.filter(
    (d) =>
      !/^[V-Z]/.test(d.code) &&
      (line.problems.length === 0 || d.problems.some((p) => line.problems.includes(p))),
  );
  const plain = mine.length > 0 && mine.every((d) => isElsewhere(d, running, table));
  return plain ? { evidence: mine.flatMap((d) => d.evidence.slice(0, 1)), said: false } : undefined;
}

function isElsewhere(d: DiagnosisSuggestion, { code, operation }: Running, { elsewhere }: Table): boolean {
  if (d.problems.some((p) => operation.reasons.includes(p))) return false;
  const own = elsewhere.own.filter((o) => o.from <= code && code <= o.to).flatMap((o) => o.nodes);
  return among(d.code, elsewhere.nodes) && !among(d.code, own) && !isComplication(d.code);
}

/** Disorders that follow a procedure stand in the chapter of the organ (E89, G97, H59, H95, J95, M96). */
const isComplication = (code: string): boolean => /^(?:E89|G97|H59|H95\.[2-9]|J95|M96)/.test(code);

const among = (code: string, nodes: readonly string[]): boolean =>
  nodes.some((node) => {
    const [from = node, to] = node.split('-');
    return to === undefined ? isUnder(code, node) : inRange(code, { from, to });
  });
