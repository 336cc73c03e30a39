/** Drugs given in the visit: HCPCS units, waste and administration (CMS Pub. 100-04 ch. 17; CPT 96360–96376). */
import {
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  payerKindOf,
  recordedCodes,
  type ServiceSuggestion,
} from '../../src/suggest/module.ts';
import { administer } from './administer.ts';
import { type Given, givenOf, ownDrugs } from './given.ts';
import { ask, drugLines, fluidLines } from './lines.ts';
import { compile, type Tables } from './tables.ts';

export const prepare: PrepareFunction = (raw) => {
  const tables = compile(raw);
  return (facts, context) => (ownDrugs(facts) ? drugsGiven(facts, context, tables) : {});
};

const ADMINISTRATION = /^(?:9636[0-8]|9637[2-6]|964\d\d)$/;

function drugsGiven(facts: Facts, context: ModuleContext, { drugs, administration }: Tables): ModuleOutput {
  const given = facts.services
    .filter((s) => s.kind === 'administration' && s.status === 'completed')
    .map((s) => givenOf(s, context.on, drugs))
    .filter((g) => (g.row || g.fluid) && g.route !== 'other');
  const known = given.filter((g) => g.route !== undefined);
  const medicare = payerKindOf(facts) === 'medicare';
  const outputs = known.map((g) => productOf(g, medicare, context, drugs));
  const recorded = recordedCodes(facts);
  const byDesk = recorded.some((r) => ADMINISTRATION.test(r.code));
  const how = byDesk ? {} : administer(known, context, administration);
  const products = outputs.flatMap((o) => o.services ?? []);
  return {
    services: [...unlessDiffers(added(products), facts), ...(how.services ?? [])],
    queries: [
      ...given.filter((g) => g.route === undefined).map(routeQuery),
      ...outputs.flatMap((o) => o.queries ?? []),
      ...(how.queries ?? []),
      ...differences(added(products), facts),
    ],
  };
}

const productOf = (
  g: Given,
  medicare: boolean,
  context: ModuleContext,
  table: Tables['drugs'],
): ModuleOutput => {
  if (g.fluid) return fluidLines(g, g.fluid, context);
  return g.row ? drugLines(g, g.row, medicare, context, table) : {};
};

/** Two doses of one drug on a day are one line; each was rounded up by itself. */
function added(lines: readonly ServiceSuggestion[]): readonly ServiceSuggestion[] {
  const key = (l: ServiceSuggestion): string => `${l.code} ${l.date} ${l.modifiers.map((m) => m.code)}`;
  return [...Map.groupBy(lines, key).values()].flatMap((same) => {
    const [first] = same;
    return first
      ? [
          {
            ...first,
            units: same.reduce((sum, l) => sum + l.units, 0),
            problems: [...new Set(same.flatMap((l) => l.problems))],
            evidence: same.flatMap((l) => l.evidence),
            queries: same.flatMap((l) => l.queries),
          },
        ]
      : [];
  });
}

const recordedUnits = (line: ServiceSuggestion, facts: Facts) =>
  recordedCodes(facts).find(
    (r) =>
      r.code === line.code && r.service.kind === 'charge' && line.modifiers.every((m) => m.code !== 'JW'),
  )?.service.quantity?.value;

/** What the charge desk entered stays; another number of units is asked about. */
const unlessDiffers = (lines: readonly ServiceSuggestion[], facts: Facts): readonly ServiceSuggestion[] =>
  lines.map((l) => ({ ...l, units: recordedUnits(l, facts) ?? l.units }));

const differences = (lines: readonly ServiceSuggestion[], facts: Facts) =>
  lines.flatMap((l) => {
    const desk = recordedUnits(l, facts);
    if (desk === undefined || desk === l.units) return [];
    return [
      {
        id: 'drug-units-differ',
        about: l.evidence[0]?.reference ?? l.code,
        question: `${l.code} is charged with ${desk} units, and the dose makes ${l.units}. Which is right?`,
        options: [
          { answer: `${desk} units`, code: l.code },
          { answer: `${l.units} units`, code: l.code },
        ],
        citation: l.rule.citation,
        evidence: l.evidence,
      },
    ];
  });

const routeQuery = (g: Given) =>
  ask('drug-route', g.service, 'how was it given? A drug that the patient swallows is not billed so.', [
    { answer: 'Into muscle or under the skin', code: '96372' },
    { answer: 'Into a vein' },
    { answer: 'By mouth or otherwise: not billed' },
  ]);
