/** EditTester: runs an edit's tables of valid and invalid subjects, and refuses tables that leave something untested. */
import assert from 'node:assert/strict';
import type {
  Edit,
  EditContext,
  EditParameters,
  EditSubject,
  EditVerdict,
  Hit,
  Severity,
} from '../../src/edits/index.ts';
import { checkEdit, findingOf } from '../../src/edits/index.ts';
import { addDays, canonicalJson, deepFreeze, serviceDate } from '../../src/kernel/index.ts';
import type { Terminology } from '../../src/terminology/index.ts';

interface Case {
  readonly name: string;
  readonly subject: EditSubject;
  /** Instead of the tester's own, for this case. */
  readonly terminology?: Terminology;
  /** Of the policy, instead of the tester's own. */
  readonly parameters?: EditParameters;
}

export interface ValidCase extends Case {
  /** Default `pass`: a near miss has to be looked at, not passed over. */
  readonly answer?: 'pass' | 'not-applicable';
}

export interface ExpectedHit {
  /** Message id. */
  readonly message: string;
  readonly expression: string;
  /** Default `fail`. */
  readonly answer?: Hit['answer'];
  readonly codes?: readonly string[];
  readonly severity?: Severity;
  /** Words that the sentence must hold. */
  readonly says?: string;
}

export interface InvalidCase extends Case {
  /** In the order the edit gives them. Empty only for a `cannot-tell` that another edit explains. */
  readonly hits: readonly ExpectedHit[];
}

export interface EditTable {
  readonly valid: readonly ValidCase[];
  readonly invalid: readonly InvalidCase[];
}

type Block = (name: string, body: () => void) => unknown;

export interface EditTesterOptions {
  readonly terminology: Terminology;
  readonly parameters?: EditParameters;
  /** The runner's own; without them every case runs at once and throws. */
  readonly describe?: Block;
  readonly it?: Block;
}

const atOnce: Block = (_name, body) => body();

export class EditTester {
  readonly #edit: Edit;
  readonly #terminology: Terminology;
  readonly #parameters: EditParameters | undefined;
  readonly #describe: Block;
  readonly #it: Block;

  constructor(edit: Edit, { terminology, parameters, describe = atOnce, it = atOnce }: EditTesterOptions) {
    this.#edit = edit;
    this.#terminology = terminology;
    this.#parameters = parameters;
    this.#describe = describe;
    this.#it = it;
  }

  run(table: EditTable): void {
    this.#describe(this.#edit.meta.id, () => {
      this.#it('has a well-formed meta', () => checkMeta(this.#edit));
      this.#it('has a table that leaves nothing out', () => this.#checkTable(table));
      for (const c of table.valid) this.#it(`valid: ${c.name}`, () => this.#valid(c));
      for (const c of table.invalid) this.#it(`invalid: ${c.name}`, () => this.#invalid(c));
    });
  }

  #checkTable({ valid, invalid }: EditTable): void {
    assert.ok(valid.length > 0 && invalid.length > 0, 'a table needs valid and invalid cases');
    checkUnique([...valid, ...invalid]);
    const tripped = new Set(invalid.flatMap((c) => c.hits.map((h) => h.message)));
    const known = Object.keys(this.#edit.meta.messages);
    for (const id of tripped) assert.ok(known.includes(id), `the edit has no message "${id}"`);
    for (const id of known) assert.ok(tripped.has(id), `no invalid case trips the message "${id}"`);
    this.#checkBoundaries(valid);
  }

  /** A period with an end needs a case on the day beyond it that only the period excuses. */
  #checkBoundaries(valid: readonly ValidCase[]): void {
    const { from, to } = this.#edit.meta.effective;
    const beyond = [
      from > '1900-12-31' ? addDays(dayOf(from), -1) : undefined,
      to === undefined ? undefined : addDays(dayOf(to), 1),
    ];
    for (const on of beyond) {
      if (on === undefined) continue;
      const excused = valid.some(
        (c) => c.subject.on === on && 'hits' in this.#edit.check(frozen(c), this.#context(c)),
      );
      assert.ok(excused, `no valid case on ${on} that would hit but for the effective period`);
    }
  }

  #valid(c: ValidCase): void {
    const verdict = this.#check(c);
    assert.equal(verdict.answer, c.answer ?? 'pass', describeHits(this.#edit, verdict));
  }

  #invalid(c: InvalidCase): void {
    const verdict = this.#check(c);
    assert.ok('hits' in verdict, `answered ${verdict.answer}`);
    const actual = verdict.hits.map((hit, i) => this.#actual(hit, c.hits[i]));
    assert.deepEqual(
      actual,
      c.hits.map((h) => ({ ...h, answer: h.answer ?? 'fail' })),
      describeHits(this.#edit, verdict),
    );
    const failed = c.hits.some((h) => (h.answer ?? 'fail') === 'fail');
    assert.equal(verdict.answer, failed ? 'fail' : 'cannot-tell');
  }

  /** The hit in the fields that the case names. */
  #actual(hit: Hit, expected: ExpectedHit | undefined): ExpectedHit {
    const finding = findingOf(this.#edit, hit);
    assert.doesNotMatch(finding.message, /\{\w+\}/, `unfilled slot in: ${finding.message}`);
    const says = expected?.says;
    return {
      message: hit.message,
      expression: hit.expression,
      answer: hit.answer,
      ...(expected?.codes ? { codes: hit.codes } : {}),
      ...(expected?.severity ? { severity: finding.severity } : {}),
      ...(says ? { says: finding.message.includes(says) ? says : finding.message } : {}),
    };
  }

  /** Twice on frozen copies: an edit neither changes what it is given nor depends on what it saw before. */
  #check(c: Case): EditVerdict {
    const once = checkEdit(this.#edit, frozen(c), this.#context(c));
    const twice = checkEdit(this.#edit, frozen(c), this.#context(c));
    assert.deepEqual(twice, once, 'the edit answered differently the second time');
    return once;
  }

  #context(c: Case): EditContext {
    const parameters = c.parameters ?? this.#parameters;
    return { terminology: c.terminology ?? this.#terminology, ...(parameters ? { parameters } : {}) };
  }
}

const frozen = (c: Case): EditSubject => deepFreeze(structuredClone(c.subject));

function dayOf(text: string): NonNullable<EditSubject['on']> {
  const date = serviceDate(text);
  assert.ok(date, `meta.effective holds no date: ${text}`);
  return date;
}

function checkMeta({ meta }: Edit): void {
  assert.match(meta.id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  assert.ok(meta.snip >= 1 && meta.snip <= 7 && Number.isInteger(meta.snip), 'snip is 1 to 7');
  assert.ok(meta.authority.source && meta.authority.section, 'an edit cites its authority');
  assert.ok(meta.about, 'an edit says what it looks at');
  dayOf(meta.effective.from);
  for (const [id, text] of Object.entries(meta.messages)) {
    assert.match(text, /\.$/, `the message "${id}" is a sentence`);
  }
}

function checkUnique(cases: readonly Case[]): void {
  const names = new Set<string>();
  const subjects = new Map<string, Case>();
  for (const c of cases) {
    assert.ok(!names.has(c.name), `two cases are named "${c.name}"`);
    names.add(c.name);
    const key = canonicalJson(c.subject);
    const same = subjects.get(key);
    const other = same?.terminology !== c.terminology || same?.parameters !== c.parameters;
    assert.ok(!same || other, `"${c.name}" has the subject of "${same?.name}"`);
    subjects.set(key, c);
  }
}

function describeHits(edit: Edit, verdict: EditVerdict): string {
  if (!('hits' in verdict)) return verdict.answer;
  return verdict.hits.map((h) => `${h.message}: ${findingOf(edit, h).message} (${h.expression})`).join('\n');
}
