/** Nursing facility visits 99304–99310 and discharge 99315, 99316 (CPT E/M guidelines; CMS Pub. 100-04 ch. 12 §30.6.13). */
import {
  type Citation,
  type EmFamily,
  type Evidence,
  emVisit,
  evidence,
  type Facts,
  hasDocument,
  type ModuleContext,
  type ModuleOutput,
  minutesAbout,
  namedBy,
  type PrepareFunction,
  SYSTEM,
  service,
  visitFamily,
  visitRecorded,
} from '../../src/suggest/module.ts';

interface Tables {
  readonly initial: EmFamily;
  readonly subsequent: EmFamily;
  readonly discharge: { readonly short: string; readonly long: string; readonly over: number };
}

const CITATION: Citation = { source: 'CPT E/M Guidelines', section: 'Nursing Facility Services' };

export const prepare: PrepareFunction = (raw) => {
  const tables = raw['levels.json'] as Tables;
  return (facts, context) => {
    if (visitFamily(facts).family !== 'nursing-facility' || visitRecorded(facts)) return {};
    return nursing(facts, context, tables);
  };
};

const DISCHARGE = /\bdischarg(?:e|ed|ing)\b/i;
const INITIAL = /\b(?:initial|admission|admitted|readmission|new admission|first (?:visit|comprehensive))\b/i;
const SUBSEQUENT =
  /\b(?:subsequent|follow[- ]?up|regulatory|routine|interval|monthly|established|acute visit|sick visit|annual)\b/i;

function nursing(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const { visit } = facts;
  const leaving = shown(facts, DISCHARGE, 'discharge');
  if (leaving) return { services: [discharge(facts, context, tables, leaving)] };
  const first = shown(facts, INITIAL, 'admission');
  const later = first ? undefined : shown(facts, SUBSEQUENT, 'progress');
  const told = first ?? later;
  if (!told) return { queries: [kindQuery(facts)] };
  const line = emVisit(facts, context, {
    family: first ? tables.initial : tables.subsequent,
    what: `nursing facility, ${first ? 'first' : 'later'} visit`,
    citation: CITATION,
    evidence: [...visit.setting.evidence, ...told],
    ...placeOf(facts),
  });
  return line ? { services: [line] } : {};
}

/** By the type of the encounter, else by the kind of its document. */
function shown(
  { visit }: Facts,
  pattern: RegExp,
  kind: 'discharge' | 'admission' | 'progress',
): readonly Evidence[] | undefined {
  const named = namedBy(visit, pattern);
  if (named.length > 0) return named;
  const document = (visit.documents ?? []).find((d) => d.kind === kind);
  return document && hasDocument(visit, kind)
    ? [evidence(document.id, 'DocumentReference.type', kind)]
    : undefined;
}

const SKILLED = /\b(?:skilled|SNF)\b/i;
const LONG_TERM = /\b(?:long[- ]term|nursing home|custodial|intermediate care)\b/i;

/** 31 for a skilled stay, 32 for others, only when the record's own words say which. */
function placeOf({ visit }: Facts): { readonly placeOfService?: string } {
  const words = [...visit.setting.evidence.map((e) => e.words), ...visit.types.map((t) => t.words)].join(' ');
  if (SKILLED.test(words)) return { placeOfService: '31' };
  return LONG_TERM.test(words) ? { placeOfService: '32' } : {};
}

const MATTER = /\bdischarg(?:e|ing)\b|\btotal time\b|\bi spent\b|\btime spent\b/i;

function discharge(facts: Facts, context: ModuleContext, tables: Tables, seen: readonly Evidence[]) {
  const { short, long, over } = tables.discharge;
  const told = facts.notes.flatMap((n) => {
    const said = minutesAbout(n.text, MATTER);
    return said ? [{ minutes: said.minutes, seen: evidence(n.id, 'text', said.words) }] : [];
  })[0];
  const code = told && told.minutes > over ? long : short;
  return service({
    system: SYSTEM.cpt,
    code,
    label: `nursing facility discharge, ${code === long ? 'over' : 'up to'} ${over} minutes`,
    date: facts.visit.date,
    ...placeOf(facts),
    confidence: told ? 0.92 : 0.85,
    evidence: [...facts.visit.setting.evidence, ...seen, ...(told ? [told.seen] : [])],
    worksheet: {
      title: 'Discharge by documented time',
      rows: [
        {
          element: 'Time on the discharge',
          rating: told ? `${told.minutes} min` : 'not documented',
          why: `more than ${over} minutes are needed for ${long}`,
          evidence: told ? [told.seen] : [],
        },
      ],
      conclusion: `${code}: ${told ? 'by the documented time' : 'no time is documented'}.`,
    },
    rule: context.rule('discharge-time', CITATION),
  });
}

const kindQuery = ({ visit }: Facts) => ({
  id: 'nursing-facility-visit-kind',
  about: visit.id,
  question: 'Was this the first visit of the stay in the nursing facility, or a later one?',
  options: [{ answer: 'The first visit' }, { answer: 'A later visit' }],
  citation: CITATION,
  evidence: visit.setting.evidence,
});
