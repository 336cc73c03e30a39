/** Codes that others make superfluous whoever suggested them (guidelines I.C.15.b.1, I.A.9): once, after all modules. */
import type { ServiceDate } from '../kernel/index.ts';
import { underAny } from './consolidate.ts';
import { guideline } from './draft.ts';
import type { GivesWay } from './gives-way.ts';
import { lessSpecific } from './less-specific.ts';
import type { DiagnosisSuggestion, Uncoded } from './model.ts';

export interface Tidied {
  readonly kept: readonly DiagnosisSuggestion[];
  readonly uncoded: readonly Uncoded[];
}

/** Nodes that do not stand beside codes of other nodes. */
const NOT_BESIDE: readonly {
  readonly nodes: readonly string[];
  readonly beside: readonly string[];
  readonly section: string;
  readonly why: string;
}[] = [
  {
    nodes: ['Z34'],
    beside: ['O'],
    section: 'I.C.15.b.1',
    why: 'the supervision of a normal pregnancy does not stand beside a complication',
  },
  {
    nodes: ['Z21'],
    beside: ['B20'],
    section: 'I.C.1.a.2.d',
    why: 'HIV without symptoms does not stand beside HIV disease',
  },
  {
    nodes: ['N18.5'],
    beside: ['N18.6'],
    section: 'I.C.14.a.1',
    why: 'end-stage disease is coded alone when both are documented',
  },
  {
    nodes: ['R03.0'],
    beside: ['I10', 'I11', 'I12', 'I13', 'I15', 'I16', 'I1A'],
    section: 'I.C.9.a.7',
    why: 'an elevated reading is not coded beside hypertension',
  },
];

export function tidy(diagnoses: readonly DiagnosisSuggestion[], on: ServiceDate): Tidied {
  const rules = NOT_BESIDE.map((r) => ({
    ...r,
    by: diagnoses.find((d) => underAny(d.code, r.beside))?.code,
  }));
  const vague = lessSpecific(diagnoses);
  const wayOf = ({ code }: DiagnosisSuggestion): GivesWay | undefined => {
    const rule = rules.find((r) => r.by !== undefined && underAny(code, r.nodes));
    return rule?.by ? { code, to: rule.by, section: rule.section, why: rule.why } : vague.get(code);
  };
  const judged = diagnoses.map((d) => ({ d, way: wayOf(d) }));
  return {
    kept: judged.flatMap(({ d, way }) => (way ? [] : [d])),
    uncoded: judged.flatMap(({ d, way }) => (way ? told(d, way, on) : [])),
  };
}

const told = (d: DiagnosisSuggestion, way: GivesWay, on: ServiceDate): readonly Uncoded[] =>
  d.problems.map((about) => ({
    about,
    reason: 'replaced',
    explanation: `${way.code} gives way to ${way.to}: ${way.why}.`,
    citation: guideline(way.section, on),
    evidence: d.evidence,
  }));
