/** CodeSystem/$lookup (R4 codesystem-operation-lookup.html): a code's titles, place in the hierarchy, notes; a retired code's successors. */
import type { ParametersParameter } from '../../fhir/index.ts';
import {
  type CodeEntry,
  dotless,
  type Icd10CmCode,
  icd10CmCode,
  type NoteKind,
  type Terminology,
} from '../../terminology/index.ts';
import { cannotTell, notFound, type OperationAnswer, parameters } from './answer.ts';
import { dayAsked, type Edition, editionAsked } from './edition.ts';
import { missing, type OperationInput, refuse } from './input.ts';
import { type TerminologyContext, todayOf } from './model.ts';
import { type AskedSystem, SYSTEM_NAME, systemAsked, unknownSystem } from './system.ts';
import { absentMessage, verdictOf } from './verdict.ts';

const NOTES: readonly NoteKind[] = ['excludes1', 'excludes2', 'codeFirst', 'useAdditional', 'codeAlso'];
/** Answered when no `property` is asked for; the notes are long and come by name only. */
const USUAL = ['designation', 'inactive', 'notSelectable', 'parent', 'child', 'successor', 'retirementDate'];

export function lookup(input: OperationInput, context: TerminologyContext): OperationAnswer {
  const { system: uri, code, version } = codeAsked(input);
  const system = systemAsked(uri);
  if (!system) return unknownSystem(uri, 'system');
  const versions = [input.text('version'), version].filter((v) => v !== undefined);
  if (system.kind !== 'icd10cm') return procedure(code, system, versions, input, context);
  const edition = editionAsked(input, versions, context.terminology, todayOf(context));
  if ('status' in edition) return edition;
  const normal = icd10CmCode(code);
  if (!normal) return notFound('The code does not have the shape of an ICD-10-CM code', 'code');
  const verdict = verdictOf(code, system, edition.on, context.terminology);
  if (verdict.kind === 'cannot-tell') return cannotTell(verdict.reason, 'code');
  return describe(normal, edition, input.texts('property'), context.terminology);
}

/** What the loaded releases say of an ICD-10-PCS, CPT or HCPCS code; a number that only our own rules name is not verified. */
function procedure(
  code: string,
  system: AskedSystem,
  [version]: readonly string[],
  input: OperationInput,
  context: TerminologyContext,
): OperationAnswer {
  const name = SYSTEM_NAME[system.kind];
  if (version !== undefined) return cannotTell(`no ${name} release can be asked by version`, 'version');
  const verdict = verdictOf(code, system, dayAsked(input, todayOf(context)), context.terminology);
  if (verdict.kind === 'cannot-tell') return cannotTell(verdict.reason, 'code');
  if (verdict.kind === 'invalid') return notFound(verdict.message, 'code');
  return parameters({ name: 'name', valueString: name }, { name: 'display', valueString: verdict.display });
}

function codeAsked(input: OperationInput): { system: string; code: string; version?: string } {
  const [code, coding] = [input.text('code'), input.coding('coding')];
  if (code !== undefined && coding) return refuse('coding', 'send it or code, not both');
  if (code === undefined && !coding) return missing('code', 'send code with system, or coding');
  const system = input.text('system') ?? coding?.system ?? missing('system', 'name the code system');
  return {
    system,
    code: code ?? coding?.code ?? '',
    ...(coding?.version === undefined ? {} : { version: coding.version }),
  };
}

/** What `verdictOf` can tell: an entry of the edition, or a retired code, described by the edition that last held it. */
function describe(
  code: Icd10CmCode,
  { on, release }: Edition,
  asked: readonly string[],
  terminology: Terminology,
): OperationAnswer {
  const status = terminology.icd10cm.status(code, on);
  const wanted = new Set(asked.length > 0 ? asked : USUAL);
  const answer = (display: string, ...more: readonly ParametersParameter[]): OperationAnswer =>
    parameters(
      { name: 'name', valueString: 'ICD-10-CM' },
      { name: 'version', valueString: release.version },
      { name: 'display', valueString: display },
      ...more.filter((p) => wanted.has(nameOf(p))),
    );
  switch (status.kind) {
    case 'active':
    case 'header':
      return answer(status.entry.title, ...entryParts(status.entry, on, wanted, terminology));
    case 'retired': {
      const last = terminology.icd10cm.lookup(code, status.lastDay);
      return answer(
        last?.title ?? code,
        property('inactive', { valueBoolean: true }),
        property('retirementDate', { valueDateTime: status.lastDay }),
        ...status.successors.map((s) => property('successor', { valueCode: s })),
      );
    }
    case 'cannot-tell':
      return cannotTell(status.reason, 'code');
    default:
      return notFound(absentMessage(code, status), 'code');
  }
}

type Value = Pick<ParametersParameter, 'valueBoolean' | 'valueCode' | 'valueDateTime' | 'valueString'>;

const property = (code: string, value: Value): ParametersParameter => ({
  name: 'property',
  part: [
    { name: 'code', valueCode: code },
    { name: 'value', ...value },
  ],
});

const nameOf = ({ name, part }: ParametersParameter): string =>
  name === 'property' ? (part?.[0]?.valueCode ?? '') : name;

function entryParts(
  entry: CodeEntry,
  on: Edition['on'],
  wanted: ReadonlySet<string>,
  { icd10cm }: Terminology,
): readonly ParametersParameter[] {
  const { code, title, shortTitle, billable } = entry;
  const parent = parentOf(code, (node) => icd10cm.lookup(node, on) !== undefined);
  const notes = NOTES.some((kind) => wanted.has(kind)) ? icd10cm.notes(code, on) : [];
  return [
    ...(shortTitle === title
      ? []
      : [{ name: 'designation', part: [{ name: 'value', valueString: shortTitle }] }]),
    property('inactive', { valueBoolean: false }),
    property('notSelectable', { valueBoolean: !billable }),
    ...(parent ? [property('parent', { valueCode: parent })] : []),
    ...icd10cm.children(code, on).map((child) => property('child', { valueCode: child.code })),
    ...notes.map((note) => property(note.kind, { valueString: note.text })),
  ];
}

/** The nearest code above: a code's ancestors are its beginnings, not every one of which is a code. */
function parentOf(code: Icd10CmCode, held: (node: Icd10CmCode) => boolean): Icd10CmCode | undefined {
  const plain = dotless(code);
  for (let length = plain.length - 1; length >= 3; length -= 1) {
    const node = icd10CmCode(plain.slice(0, length));
    if (node && held(node)) return node;
  }
  return undefined;
}
