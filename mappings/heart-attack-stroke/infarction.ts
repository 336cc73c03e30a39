/** How old an infarction is: I21 for four weeks, I22 for a new one within them, then I25.2 (guidelines I.C.9.e.1, I.C.9.e.4). */
import {
  addDays,
  asking,
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  ownWordsOf,
  type Problem,
  problemsBehind,
  resting,
  type ServiceDate,
  stated,
} from '../../src/suggest/module.ts';

/** "Equal to, or less than, four weeks old". */
const WINDOW = 28;
/** Where the patient is seen after the acute care: a date must say that the infarction is still recent. */
const AFTERWARDS = ['office', 'home', 'telehealth', 'nursing-facility'];
const AGAIN = ['subsequent', 'recurrent', 'reinfarction', 'second', 'another', 'new', 'repeat'];

/** Type 1 and unspecified only: a later infarction of type 2, 4 or 5 keeps its I21.A code. */
const SUBSEQUENT: readonly (readonly [RegExp, string])[] = [
  [/^I21\.0/, 'I22.0'],
  [/^I21\.1/, 'I22.1'],
  [/^I21\.2/, 'I22.8'],
  [/^I21\.3$/, 'I22.9'],
  [/^I21\.4$/, 'I22.2'],
  [/^I21\.9$/, 'I22.9'],
];

interface Event {
  readonly diagnosis: DiagnosisSuggestion;
  readonly problem: Problem;
}

export function infarctions(facts: Facts, context: ModuleContext): ModuleOutput {
  const events = context.diagnoses
    .filter((d) => d.code.startsWith('I21.'))
    .flatMap((diagnosis) => problemsBehind(diagnosis, facts).map((problem) => ({ diagnosis, problem })));
  const day = facts.visit.date ?? context.on;
  const again = subsequent(events, context);
  return {
    diagnoses: [...old(events, day, context), ...again.diagnoses],
    queries: [...unknownAge(events, facts, context), ...again.queries],
  };
}

const isOld = (p: Problem, day: ServiceDate): boolean =>
  p.onset !== undefined && addDays(p.onset, WINDOW) < day;

function old(
  events: readonly Event[],
  day: ServiceDate,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  const codes = [...new Set(events.map((e) => e.diagnosis))];
  const past = codes.filter((d) => events.every((e) => e.diagnosis !== d || isOld(e.problem, day)));
  if (past.length === 0) return [];
  return [
    resting(
      'I25.2',
      past,
      { rule: 'infarction-old', section: 'I.C.9.e.1', sure: 0.9, replaces: past },
      context,
    ),
  ];
}

function unknownAge(events: readonly Event[], { visit }: Facts, context: ModuleContext) {
  if (!AFTERWARDS.includes(visit.setting.value)) return [];
  return events
    .filter(({ problem }) => problem.onset === undefined)
    .map(({ problem, diagnosis }) =>
      asking(
        'infarction-age',
        problem,
        {
          question: 'When was the myocardial infarction?',
          options: [
            { answer: 'within the last four weeks', code: diagnosis.code },
            { answer: 'more than four weeks ago', code: 'I25.2' },
          ],
          section: 'I.C.9.e.1',
        },
        context,
      ),
    );
}

/** Two dates may be one infarction written down twice: without a word for "again" it is asked. */
function subsequent(events: readonly Event[], context: ModuleContext) {
  const typeOne = events.filter((e) => laterCode(e.diagnosis.code) !== undefined && e.problem.onset);
  const [first, ...later] = [...typeOne].sort((a, b) => order(a, b));
  const none = { diagnoses: [], queries: [] };
  if (!first?.problem.onset) return none;
  const limit = addDays(first.problem.onset, WINDOW);
  const next = later.filter(
    ({ problem: { onset } }) => onset && onset !== first.problem.onset && onset <= limit,
  );
  const said = next.filter(({ problem }) => ownWordsOf(problem).some((t) => stated(t, AGAIN)));
  return {
    diagnoses: said.map((e) => again(e, first, context)),
    queries: next.filter((e) => !said.includes(e)).map((e) => askAgain(e, context)),
  };
}

const order = (a: Event, b: Event): number => ((a.problem.onset ?? '') < (b.problem.onset ?? '') ? -1 : 1);
const laterCode = (code: string): string | undefined => SUBSEQUENT.find(([test]) => test.test(code))?.[1];

function again(event: Event, first: Event, context: ModuleContext): DiagnosisSuggestion {
  const { diagnosis } = event;
  // The first infarction may stand under the same code: then that code stays for it.
  const replaces = diagnosis.code === first.diagnosis.code ? [] : [diagnosis];
  const code = laterCode(diagnosis.code) ?? diagnosis.code;
  return resting(
    code,
    [diagnosis],
    { rule: 'infarction-subsequent', section: 'I.C.9.e.4', evidence: event.problem.evidence, replaces },
    context,
  );
}

const askAgain = ({ diagnosis, problem }: Event, context: ModuleContext) =>
  asking(
    'subsequent-infarction',
    problem,
    {
      question:
        'Two infarctions with different dates within four weeks are recorded. Is the later one a new infarction?',
      options: [
        { answer: 'a new infarction', code: laterCode(diagnosis.code) ?? diagnosis.code },
        { answer: 'the same infarction', code: diagnosis.code },
      ],
      section: 'I.C.9.e.4',
    },
    context,
  );
