/** Vaccines given in the visit: product codes by CVX, administration codes, and Z23 (guidelines I.C.21.c.2; CPT 90460–90474, 90480). */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Facts,
  guideline,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  type Query,
  recordedCodes,
  type ServiceSuggestion,
  SYSTEM,
  service,
} from '../../src/suggest/module.ts';
import { type Administered, type AdministrationLine, administer } from './administration.ts';
import { counselling } from './counselling.ts';
import { chooseProduct, isGiven } from './product.ts';
import { CDC, facilityQuery, partBQuery, supplyQuery } from './queries.ts';
import { compile, type Given, type Tables, type Vaccination } from './tables.ts';

export const prepare: PrepareFunction = (raw) => {
  const tables = compile(raw);
  return (facts, context) => immunizations(facts, context, tables);
};

function immunizations(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const here = facts.services.filter((s) => s.kind === 'immunization' && givenHere(s, facts));
  if (here.length === 0) return {};
  const diagnoses = [z23(here, context)];
  const [first] = here;
  if (first && inHospital(facts))
    return { diagnoses, queries: here.map((v) => facilityQuery(v, context.on)) };
  const choices = here.map((v) => chooseProduct(v, facts.person, tables));
  const given = choices.filter(isGiven);
  const administered = administration(given, facts, tables);
  return {
    diagnoses,
    services: [
      ...productLines(given, facts, context),
      ...administered.lines.map((l) => toLine(l, facts, context, tables)),
    ],
    queries: [
      ...choices.filter((c): c is Query => !isGiven(c)),
      ...administered.queries,
      ...payerQueries(given, facts),
    ],
  };
}

/** CVX 998 says in so many words that no vaccine was given. */
const NOTHING_GIVEN = '998';

/** Given in this encounter: a dose told from elsewhere or long ago is on the record, and not on the claim. */
function givenHere(v: Vaccination, { visit }: Facts): boolean {
  if (v.status !== 'completed' || v.primarySource === false) return false;
  if (v.concept.codings.some((c) => c.system === SYSTEM.cvx && c.code === NOTHING_GIVEN)) return false;
  if (v.date === undefined || visit.date === undefined) return v.date === undefined;
  return visit.date <= v.date && v.date <= (visit.endDate ?? visit.date);
}

const inHospital = ({ visit }: Facts): boolean =>
  ['inpatient', 'observation', 'emergency'].includes(visit.setting.value);

const isMedicare = ({ coverages }: Facts): boolean =>
  coverages.find((c) => c.active)?.payerKind === 'medicare';

const ADMINISTRATION = /^(?:9046[01]|9047[1-4]|90480|G0008|G0009|G0010)$/;

/** Administration that the record already carries is not worked out a second time. */
function administration(given: readonly Given[], facts: Facts, tables: Tables): Administered {
  if (recordedCodes(facts).some((r) => ADMINISTRATION.test(r.code))) return { lines: [], queries: [] };
  const counselled = counselling(facts);
  const by = (g: Given) => counselled(g.vaccination);
  return administer(given, facts, isMedicare(facts), by, tables.administration);
}

/** Z23 stands for every vaccine given, also for those whose product is still asked for. */
function z23(here: readonly Vaccination[], context: ModuleContext): DiagnosisSuggestion {
  return diagnosis(
    {
      code: 'Z23',
      problems: here.map((v) => v.id),
      confidence: 0.97,
      evidence: here.flatMap((v) => v.evidence.slice(0, 1)),
      rule: context.rule('immunization-encounter', guideline('I.C.21.c.2', context.on)),
    },
    context.terminology,
    context.on,
  );
}

function productLines(
  given: readonly Given[],
  facts: Facts,
  context: ModuleContext,
): readonly ServiceSuggestion[] {
  const byCode = Map.groupBy(given, (g) => `${g.product.cpt} ${g.vaccination.date ?? ''}`);
  return [...byCode.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return [
      service({
        system: SYSTEM.cpt,
        code: first.product.cpt,
        label: first.product.label,
        date: first.vaccination.date ?? facts.visit.date,
        units: same.length,
        problems: same.map((g) => g.vaccination.id),
        confidence: same.every((g) => g.sure) ? 0.96 : 0.8,
        evidence: same.flatMap((g) => g.vaccination.evidence),
        rule: context.rule('product', CDC),
      }),
    ];
  });
}

function toLine(
  l: AdministrationLine,
  facts: Facts,
  context: ModuleContext,
  { administration: table }: Tables,
) {
  return service({
    system: l.code.startsWith('G') ? SYSTEM.hcpcs : SYSTEM.cpt,
    code: l.code,
    label: table.labels[l.code] ?? 'vaccine given',
    date: l.given[0]?.vaccination.date ?? facts.visit.date,
    units: l.units,
    problems: [...new Set(l.given.map((g) => g.vaccination.id))],
    confidence: 0.93,
    evidence: [...l.given.flatMap((g) => g.vaccination.evidence.slice(0, 1)), ...l.because],
    rule: context.rule(`administration-${l.rule}`, l.citation),
  });
}

const CHILD = 18;

/** Who supplied and who pays the vaccine is never guessed: the payer's rule for a free vaccine differs from state to state. */
function payerQueries(given: readonly Given[], facts: Facts): readonly Query[] {
  const payer = facts.coverages.find((c) => c.active)?.payerKind;
  const eligible = payer === 'medicaid' && facts.person.age !== undefined && facts.person.age <= CHILD;
  return given.flatMap(({ vaccination, product }) => {
    const told = vaccination.funding?.value;
    const free = told === 'public' || (told === undefined && eligible);
    const notPartB = payer === 'medicare' && product.group === undefined;
    return [...(free ? [supplyQuery(vaccination)] : []), ...(notPartB ? [partBQuery(vaccination)] : [])];
  });
}
