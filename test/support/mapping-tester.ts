/** MappingTester: the rigour every mapping module is held to, whoever wrote it. What EditTester is for edits. */
import { chartFromBundle, factsOf } from '../../src/chart/index.ts';
import { addDays, deepFreeze, type ServiceDate } from '../../src/kernel/index.ts';
import type { LoadedModule } from '../../src/store/index.ts';
import { type Knowledge, type MappingCase, runCase, suggest } from '../../src/suggest/index.ts';

interface Runner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => void) => void;
}

/** Every case passes; the cases as a whole are worth something; the module keeps to its dates and to its input. */
export function testMappingModule(
  loaded: LoadedModule,
  knowledge: Knowledge,
  { describe, it }: Runner,
): void {
  const { id } = loaded.module.manifest;
  describe(id, () => {
    for (const { file, case: mappingCase } of loaded.cases) {
      it(file, () => refuse(runCase(mappingCase, knowledge).failures));
    }
    it('has at least five cases, near misses among them, no two alike', () => refuse(weaknesses(loaded)));
    it('leaves its input alone and says the same twice', () => refuse(instabilities(loaded, knowledge)));
    it('speaks from its first day to its last and not a day beyond', () =>
      refuse(outOfDates(loaded, knowledge)));
  });
}

/** Fails a test with every complaint at once. */
function refuse(complaints: readonly string[]): void {
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
}

export function weaknesses({ cases }: LoadedModule): readonly string[] {
  const all = cases.map((c) => c.case);
  const twice = (what: string, keys: readonly string[]): readonly string[] =>
    keys
      .filter((k, i) => keys.indexOf(k) !== i)
      .map((k) => `two cases have the same ${what}: ${k.slice(0, 80)}`);
  return [
    ...(all.length < 5 ? [`only ${all.length} cases`] : []),
    ...(all.some((c) => (c.expect.absent ?? []).length > 0) ? [] : ['no case says what must be absent']),
    ...all.flatMap((c) => (saysSomething(c) ? [] : [`"${c.title}" expects nothing`])),
    ...twice(
      'title',
      all.map((c) => c.title),
    ),
    ...twice(
      'chart',
      all.map((c) => JSON.stringify([c.chart, c.encounter])),
    ),
  ];
}

const saysSomething = ({ expect }: MappingCase): boolean =>
  [expect.present, expect.absent, expect.uncoded, expect.queries].some((list) => (list ?? []).length > 0);

function instabilities({ module, cases }: LoadedModule, knowledge: Knowledge): readonly string[] {
  return cases.flatMap(({ file, case: mappingCase }) => {
    const facts = deepFreeze(factsOf(chartFromBundle(mappingCase.chart, 'case', mappingCase.encounter)));
    const once = JSON.stringify(suggest(facts, knowledge));
    return JSON.stringify(suggest(facts, knowledge)) === once
      ? []
      : [`${module.manifest.id}/${file} differs`];
  });
}

function outOfDates({ module, cases }: LoadedModule, knowledge: Knowledge): readonly string[] {
  const { id, version, effective } = module.manifest;
  const from = effective.from as ServiceDate;
  const to = effective.to as ServiceDate | undefined;
  const [first] = cases;
  if (!first) return [];
  const facts = factsOf(chartFromBundle(first.case.chart, 'case', first.case.encounter));
  const runs = (day: ServiceDate): boolean =>
    suggest({ ...facts, visit: { ...facts.visit, date: day, endDate: day } }, knowledge).modules.includes(
      `${id}@${version}`,
    );
  return [
    ...(runs(addDays(from, -1)) ? [`it runs on the day before ${from}`] : []),
    ...(runs(from) ? [] : [`it does not run on ${from}`]),
    ...(to && !runs(to) ? [`it does not run on ${to}`] : []),
    ...(to && runs(addDays(to, 1)) ? [`it runs on the day after ${to}`] : []),
  ];
}
