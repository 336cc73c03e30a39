/** Claim/$validate: the outcome for claims of our own, broken ones, and the examples that HL7 and Da Vinci publish. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { EDITS } from '../../src/edits/index.ts';
import type {
  Claim,
  ClaimItem,
  CodeableConcept,
  OperationOutcome,
  OperationOutcomeIssue,
} from '../../src/fhir/index.ts';
import { chartFromBundle, codeChart } from '../../src/flow/index.ts';
import { appOn, example, examples, ROOT, standing } from '../support/service.ts';
import { describeWithShared } from '../support/shared.ts';
import { expectOutcome, expectSafe, FHIR } from './support.ts';

const base = await standing();
const { app } = appOn(base);
const PATH = '/fhir/Claim/$validate';

const post = (body: unknown) => supertest(app).post(PATH).set(FHIR).send(JSON.stringify(body));

async function outcomeOf(body: unknown): Promise<OperationOutcome> {
  const answer = await post(body).expect(200);
  expectSafe(answer);
  expect(answer.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
  return JSON.parse(answer.text) as OperationOutcome;
}

const errors = (outcome: OperationOutcome): readonly OperationOutcomeIssue[] =>
  outcome.issue.filter((i) => i.severity === 'error' || i.severity === 'fatal');
const editOf = (issue: OperationOutcomeIssue) => issue.details?.coding?.[0]?.code;

function ownClaim(slug: string): Claim {
  const { bundle, expected } = example(slug);
  const draft = codeChart(chartFromBundle(bundle, 'inline', expected.encounter), base.knowledge).draft;
  if (!draft) throw new Error(`${slug} makes no claim`);
  return draft.claim;
}

const claim = ownClaim('uri-simple-visit');

describe('a claim of our own', () => {
  const claimed = examples().filter((e) => e.expected.outcome === 'claimed');

  it.each(claimed.map((e) => e.slug))('%s: nothing is wrong with it', async (slug) => {
    expect(errors(await outcomeOf(ownClaim(slug)))).toEqual([]);
  });

  it('is told how many edits looked at it', async () => {
    const { issue } = await outcomeOf(claim);
    expect(issue.at(-1)).toMatchObject({ severity: 'information', code: 'informational' });
    expect(issue.at(-1)?.diagnostics).toContain(String(EDITS.length));
  });

  it('may come in a Bundle or in Parameters', async () => {
    const alone = await outcomeOf(claim);
    const bundle = { resourceType: 'Bundle', type: 'collection', entry: [null, {}, { resource: claim }] };
    expect(await outcomeOf(bundle)).toEqual(alone);
    const parameter = [
      { name: 'mode', valueCode: 'create' },
      { name: 'resource', resource: claim },
    ];
    expect(await outcomeOf({ resourceType: 'Parameters', parameter })).toEqual(alone);
  });
});

function icd(code: string): CodeableConcept {
  return { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] };
}

interface Broken {
  readonly name: string;
  readonly edit: string;
  readonly expression: RegExp;
  readonly broken: Claim;
}

const [diagnosis] = claim.diagnosis ?? [];
const [line] = claim.item ?? [];
const coded = (code: string): Claim => ({
  ...claim,
  diagnosis: [{ ...diagnosis, sequence: 1, diagnosisCodeableConcept: icd(code) }],
});
const firstLine = (changed: Partial<ClaimItem>): Claim => ({
  ...claim,
  item: [{ sequence: 1, productOrService: {}, ...line, ...changed }],
});

const BROKEN: readonly Broken[] = [
  {
    name: 'a code of no release',
    edit: 'icd10cm-unknown',
    expression: /^Claim\.diagnosis\[0\]/,
    broken: coded('J99.999'),
  },
  {
    name: 'a category that has codes below it',
    edit: 'icd10cm-not-billable',
    expression: /^Claim\.diagnosis\[0\]/,
    broken: coded('J02'),
  },
  {
    name: 'a pointer at no diagnosis',
    edit: 'dx-pointer',
    expression: /^Claim\.item\[0\]/,
    broken: firstLine({ diagnosisSequence: [7] }),
  },
  {
    name: 'a total that is not the sum',
    edit: 'amounts',
    expression: /^Claim\.total/,
    broken: { ...claim, total: { value: 1, currency: 'USD' } },
  },
  {
    name: 'a code that is no procedure',
    edit: 'procedure-shape',
    expression: /^Claim\.item\[0\]/,
    broken: firstLine({
      productOrService: { coding: [{ ...line?.productOrService?.coding?.[0], code: '9' }] },
    }),
  },
  {
    name: 'the same diagnosis twice',
    edit: 'icd10cm-duplicate',
    expression: /^Claim\.diagnosis/,
    broken: {
      ...claim,
      diagnosis: [
        ...(coded('J06.9').diagnosis ?? []),
        { sequence: 2, diagnosisCodeableConcept: icd('J06.9') },
      ],
    },
  },
];

describe('a broken claim', () => {
  it.each(BROKEN)('with $name: $edit says where and by which rule', async ({ edit, expression, broken }) => {
    const found = (await outcomeOf(broken)).issue.filter((i) => editOf(i) === edit);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.expression?.[0]).toMatch(expression);
    expect(['error', 'warning']).toContain(found[0]?.severity);
    expect(found[0]?.diagnostics).toMatch(/\S/);
  });

  it('shows every fault at once: structure does not hide the edits', async () => {
    const { identifier: _, ...rest } = firstLine({ diagnosisSequence: [7] });
    const edits = errors(await outcomeOf(rest)).map(editOf);
    expect(edits).toContain('fhir-structure');
    expect(edits).toContain('dx-pointer');
  });

  it.each([{}, { item: [], diagnosis: [] }, { item: 'x', diagnosis: {}, total: [] }, { diagnosis: [null] }])(
    'as %j is told so, and never passes as if it had been looked at',
    async (rest) => {
      const outcome = await outcomeOf({ resourceType: 'Claim', ...rest });
      expect(errors(outcome).length).toBeGreaterThan(3);
      expect(outcome.issue.at(-1)?.diagnostics).not.toMatch(/^All /);
    },
  );

  it('gives each issue an edit, a place and the authority it stands on', async () => {
    const { issue } = await outcomeOf({ ...claim, diagnosis: [], total: undefined });
    const found = issue.slice(0, -1);
    expect(found.length).toBeGreaterThan(1);
    for (const one of found) {
      expect(editOf(one)).toMatch(/^[a-z0-9-]+$/);
      expect(one.details?.coding?.[0]?.system).toBe('https://claimwright.dev/fhir/CodeSystem/edit');
      expect(one.expression?.[0]).toMatch(/^Claim/);
      const [citation] = one.extension ?? [];
      expect(citation?.url).toBe('https://claimwright.dev/fhir/StructureDefinition/rule-citation');
      const words = citation?.extension?.map((e) => [e.url, e.valueString]) ?? [];
      expect(words).toEqual([
        ['source', expect.stringMatching(/\S/)],
        ['section', expect.stringMatching(/\S/)],
      ]);
    }
  });

  const folder = join(ROOT, 'profiles/examples/fail');
  const failing = readdirSync(folder).filter((f) => /claim-[^.]*\.json$/.test(f) && !f.includes('.expect.'));

  it.each(failing)('%s does not pass', async (file) => {
    const outcome = await outcomeOf(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    expect(errors(outcome).length).toBeGreaterThan(0);
  });
});

describe('what is not one claim', () => {
  it.each([
    ['no claim', []],
    ['two claims', [claim, claim]],
    ['another resource', [{ resourceType: 'Patient' }]],
  ])('a Bundle with %s', async (_name, resources) => {
    const entry = resources.map((resource) => ({ resource }));
    const issue = expectOutcome(await post({ resourceType: 'Bundle', entry }), 422, 'CW-1003');
    expect(issue?.expression).toEqual(['Bundle.entry']);
  });

  it.each([
    ['nothing', undefined],
    ['null', [null]],
    ['no resource', [{ name: 'resource' }]],
    ['another resource', [{ name: 'resource', resource: { resourceType: 'Patient' } }]],
    ['a claim of another name', [{ name: 'claim', resource: claim }]],
  ])('Parameters with %s', async (_name, parameter) => {
    const issue = expectOutcome(await post({ resourceType: 'Parameters', parameter }), 422, 'CW-1003');
    expect(issue?.expression).toEqual(["Parameters.parameter.where(name='resource')"]);
  });

  it.each([['Patient'], ['claim'], [''], [null], [7], [['Claim']], [{}]])(
    'a resource of the type %j',
    async (resourceType) => {
      const issue = expectOutcome(await post({ ...claim, resourceType }), 422, 'CW-1004');
      expect(issue?.expression).toEqual(['resourceType']);
    },
  );
});

const FOLDERS = ['corpora/r4-spec-examples', 'corpora/davinci-pct/examples'] as const;

describeWithShared('the published examples', FOLDERS, (...folders) => {
  // Where a folder is absent the tests are skipped, but this is still run.
  const files = folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((f) => f.startsWith('Claim-') && f.endsWith('.json'))
      .map((f) => join(folder, f)),
  );

  it('are there', () => {
    expect(files.length).toBeGreaterThan(15);
  });

  it.each(files.map((f) => [f.split('/').at(-1), f] as const))('%s is answered', async (_name, file) => {
    const outcome = await outcomeOf(JSON.parse(readFileSync(file, 'utf8')));
    expect(errors(outcome).length).toBeGreaterThan(0);
    for (const issue of outcome.issue) expect(issue.diagnostics).toMatch(/\S/);
  });
});
