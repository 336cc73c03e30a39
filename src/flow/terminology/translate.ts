/**
 * ConceptMap/$translate (R4 conceptmap-operation-translate.html) over the modules' maps and those from ICD-9-CM. `unmatched` and
 * `disjoint` are never a match; what a match depends on stands beside it, shaped as the standard's `product`.
 */
import { type Coding, canonicalSystem, type ParametersParameter, SYSTEM } from '../../fhir/index.ts';
import { type ServiceDate, within } from '../../kernel/index.ts';
import { icd10CmCode, type Terminology } from '../../terminology/index.ts';
import { cannotTell, isAnswer, notFound, type OperationAnswer, parameters, shown } from './answer.ts';
import {
  conceptMapsOf,
  type Element,
  type Group,
  groupsFrom,
  type HeldMap,
  type Target,
} from './concept-maps.ts';
import { type Dependency, dependenciesAsked, mayHold } from './dependency.ts';
import { dayAsked } from './edition.ts';
import { gemMaps } from './gem-maps.ts';
import { missing, type OperationInput, refuse } from './input.ts';
import { type TerminologyContext, todayOf } from './model.ts';
import { absentMessage } from './verdict.ts';

const NO_MATCH = ['unmatched', 'disjoint'];

interface Asked {
  readonly on: ServiceDate;
  readonly codings: readonly Coding[];
  readonly target: string | undefined;
  readonly dependencies: readonly Dependency[];
  readonly terminology: Terminology;
}

/** What the maps say: matches, and sentences for a person. */
interface Found {
  readonly matches: readonly ParametersParameter[];
  readonly notes: readonly string[];
}

export function translate(input: OperationInput, context: TerminologyContext): OperationAnswer {
  const asked: Asked = {
    on: dayAsked(input, todayOf(context)),
    codings: codingsAsked(input),
    target: targetAsked(input),
    dependencies: dependenciesAsked(input),
    terminology: context.terminology,
  };
  const mappings = gemMaps(asked.codings, asked.target, asked.on, context.terminology);
  const known = mapsAsked(input, [...conceptMapsOf(context.modules), ...mappings.maps]);
  if (isAnswer(known)) return known;
  const fitting = known.filter(({ map }) => asked.codings.some((c) => groupsOf(map, c, asked).length > 0));
  const inForce = fitting.filter(({ effective }) => within(asked.on, effective));
  if (inForce.length === 0 && fitting.length > 0)
    return cannotTell(`no concept map from this code system is loaded for ${asked.on}`, 'date');
  if (inForce.length === 0 && mappings.lacking !== undefined) return cannotTell(mappings.lacking, 'date');
  const found = inForce.flatMap(({ map }) =>
    asked.codings.flatMap((coding) =>
      groupsOf(map, coding, asked).map((group) => translateIn(group, coding, map.url, asked)),
    ),
  );
  return answerOf(found);
}

const groupsOf = (map: HeldMap['map'], coding: Coding, { target }: Asked): readonly Group[] =>
  groupsFrom(map, canonicalSystem(coding.system) ?? '', target).filter(
    (g) =>
      coding.version === undefined || g.sourceVersion === undefined || g.sourceVersion === coding.version,
  );

function answerOf(found: readonly Found[]): OperationAnswer {
  const matches = found.flatMap((f) => f.matches);
  const notes = [...new Set(found.flatMap((f) => f.notes))];
  if (found.length === 0) notes.push('No concept map here leads from this code system to the target');
  else if (matches.length === 0 && notes.length === 0) notes.push('The concept map does not hold the code');
  return parameters(
    { name: 'result', valueBoolean: matches.length > 0 },
    ...(notes.length > 0 ? [{ name: 'message', valueString: `${notes.join('. ')}.` }] : []),
    ...matches,
  );
}

function codingsAsked(input: OperationInput): readonly Coding[] {
  const [name, other] = ['code', 'coding', 'codeableConcept'].filter((n) => input.names.includes(n));
  if (name === undefined) return missing('code', 'send code with system, coding or codeableConcept');
  if (other !== undefined) return refuse(other, `send it or ${name}, not both`);
  if (name === 'codeableConcept') return input.concept(name)?.coding ?? [];
  const coding = name === 'coding' ? input.coding(name) : undefined;
  const system = coding?.system ?? input.text('system') ?? missing('system', 'name the code system');
  const version = coding?.version ?? input.text('version');
  const code = coding?.code ?? input.text('code') ?? '';
  return [{ system, code, ...(version === undefined ? {} : { version }) }];
}

/** `targetsystem`, or the system of an implicit value set named as `target`. */
function targetAsked(input: OperationInput): string | undefined {
  const [set, system] = [input.text('target'), input.text('targetsystem')];
  if (set !== undefined && !/\?fhir_vs$/.test(set))
    return refuse('target', 'only the value set of a whole code system ([system]?fhir_vs) is known here');
  if (set !== undefined && system !== undefined) return refuse('targetsystem', 'send it or target, not both');
  return canonicalSystem(system ?? set?.replace(/\?fhir_vs$/, ''));
}

function mapsAsked(input: OperationInput, all: readonly HeldMap[]): readonly HeldMap[] | OperationAnswer {
  const canonical = input.text('url');
  if (canonical === undefined) return all;
  const [url = '', own] = canonical.split('|', 2);
  const version = input.text('conceptMapVersion') ?? own;
  const maps = all.filter(({ map }) => map.url === url && (version === undefined || map.version === version));
  return maps.length > 0 ? maps : notFound(`There is no concept map ${shown(canonical)} here`, 'url');
}

function translateIn(group: Group, coding: Coding, source: string | undefined, asked: Asked): Found {
  const element = group.element?.find((e) => e.code !== undefined && e.code === coding.code?.trim());
  if (!element) return { matches: [], notes: [] };
  const targets = element.target ?? [];
  const none = targets.find((t) => NO_MATCH.includes(t.equivalence ?? ''));
  const matching = targets.filter(
    (t) => t.code !== undefined && !NO_MATCH.includes(t.equivalence ?? '') && mayHold(t, asked.dependencies),
  );
  const usable = matching.map((target) => ({ target, gone: goneBy(target, group, asked) }));
  const matches = usable.flatMap(({ target, gone }) => (gone ? [] : [matchPart(target, group, source)]));
  return { matches, notes: notesOf(element, none, usable, matches.length) };
}

function notesOf(
  element: Element,
  none: Target | undefined,
  usable: readonly { readonly target: Target; readonly gone: string | undefined }[],
  matches: number,
): readonly string[] {
  const comments = usable.flatMap(({ target, gone }) => gone ?? target.comment ?? []);
  if (matches > 0) return comments;
  const why = none?.comment ?? (usable.length === 0 ? 'no target fits what was sent' : undefined);
  return [...comments, `${element.code} has no match${why === undefined ? '' : `: ${why}`}`];
}

/** Why a target is no answer on the day: the map may be older or newer than the code. */
function goneBy(target: Target, group: Group, { on, terminology }: Asked): string | undefined {
  if (canonicalSystem(group.target) !== SYSTEM.icd10cm) return undefined;
  const code = icd10CmCode(target.code ?? '');
  const status = code && terminology.icd10cm.status(code, on);
  if (!code || !status) return `${target.code} is not an ICD-10-CM code`;
  const absent = status.kind === 'retired' || status.kind === 'not-yet' || status.kind === 'unknown';
  return absent ? absentMessage(code, status) : undefined;
}

function matchPart(target: Target, group: Group, source: string | undefined): ParametersParameter {
  const concept: Coding = {
    ...(group.target ? { system: canonicalSystem(group.target) ?? group.target } : {}),
    ...(group.targetVersion ? { version: group.targetVersion } : {}),
    ...(target.code ? { code: target.code } : {}),
    ...(target.display ? { display: target.display } : {}),
  };
  return {
    name: 'match',
    part: [
      { name: 'equivalence', valueCode: target.equivalence ?? 'relatedto' },
      { name: 'concept', valueCoding: concept },
      ...(target.dependsOn ?? []).map((d) => attributePart('dependsOn', d)),
      ...(target.product ?? []).map((d) => attributePart('product', d)),
      ...(source ? [{ name: 'source', valueUri: source }] : []),
    ],
  };
}

const attributePart = (
  name: 'dependsOn' | 'product',
  { property, system, value, display }: NonNullable<Target['dependsOn']>[number],
): ParametersParameter => ({
  name,
  part: [
    { name: 'element', valueUri: property ?? '' },
    {
      name: 'concept',
      valueCoding: { ...(system ? { system } : {}), code: value ?? '', ...(display ? { display } : {}) },
    },
  ],
});
