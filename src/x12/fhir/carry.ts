/**
 * What an 837 said and its Claim has no element for, carried with the Claim and put back when it is written again. The
 * Claim always wins: what is carried fills only what the Claim leaves empty, so that a corrected claim is written corrected.
 */
import type { Extension } from '@medplum/fhirtypes';
import type { LoopDraft } from '../claim/loop-draft.ts';
import { elementsOf } from '../guide/elements.ts';
import type { Guide } from '../guide/guide.ts';
import { useOfDraft } from '../guide/in-order.ts';
import type { ElementValue, SegmentDraft } from '../syntax/segment.ts';
import { CARRIED } from './vocabulary.ts';

/** A segment with the loops it stands in, from the loop that carries it: `2300/2320[1]/2330B`. */
interface Carried {
  readonly path: readonly { readonly id: string; readonly at: number }[];
  /** Which of the segments of its use in the loop. */
  readonly nth: number;
  readonly segment: SegmentDraft;
}

/** Written with delimiters of its own, which no element holds. */
const ELEMENT = '*';
const COMPONENT = ':';

export function carriedExtensions(
  original: LoopDraft,
  made: LoopDraft | undefined,
  guide: Guide,
): Extension[] {
  return [...differing(original, made, guide, [])].map(({ path, nth, segment }) => ({
    url: CARRIED,
    valueString: `${path.map(({ id, at }) => (at === 0 ? id : `${id}[${at}]`)).join('/')}|${nth}|${written(segment)}`,
  }));
}

/** Every segment of the original that the made loop lacks, or of which it lacks elements. */
function* differing(
  original: LoopDraft,
  made: LoopDraft | undefined,
  guide: Guide,
  path: Carried['path'],
): Generator<Carried> {
  const spec = guide.loop(original.id);
  const counts = new Map<unknown, number>();
  for (const segment of original.segments) {
    const use = useOfDraft(spec, segment) ?? segment.id;
    const nth = counts.get(use) ?? 0;
    counts.set(use, nth + 1);
    const same = made && nthOf(made, use, nth, guide);
    if (segment.id !== 'HL' && !(same && holdsAll(same, segment))) yield { path, nth, segment };
  }
  const seen = new Map<string, number>();
  for (const loop of original.loops) {
    const at = seen.get(loop.id) ?? 0;
    seen.set(loop.id, at + 1);
    const twin = made?.loops.filter(({ id }) => id === loop.id)[at];
    yield* differing(loop, twin, guide, [...path, { id: loop.id, at }]);
  }
}

function nthOf(loop: LoopDraft, use: unknown, nth: number, guide: Guide): SegmentDraft | undefined {
  const spec = guide.loop(loop.id);
  return loop.segments.filter((segment) => (useOfDraft(spec, segment) ?? segment.id) === use)[nth];
}

const holdsAll = (made: SegmentDraft, original: SegmentDraft): boolean =>
  original.elements.every((value, i) => !isEmpty(made.elements[i]) || isEmpty(value)) &&
  original.elements.every((value, i) =>
    partsOf(value).every((part, c) => part === '' || (partsOf(made.elements[i])[c] ?? '') !== ''),
  );

const partsOf = (value: ElementValue): readonly string[] =>
  typeof value === 'string' ? [value] : (value ?? []).map((part) => part ?? '');

const isEmpty = (value: ElementValue): boolean => partsOf(value).every((part) => part === '');

const written = ({ id, elements }: SegmentDraft): string =>
  [id, ...elements.map((value) => partsOf(value).join(COMPONENT))].join(ELEMENT);

const SHAPE = /^([0-9A-Z[\]/]*)\|(\d{1,3})\|([A-Z][A-Z0-9]{1,2}(?:\*[^*]*)*)$/;
const STEP = /^([0-9A-Z]{4,6})(?:\[(\d{1,3})\])?$/;

/** What is carried in extensions; what does not have its shape is passed over, as a Claim may come from anywhere. */
export function carriedIn(extensions: readonly Extension[] | undefined): readonly Carried[] {
  return (extensions ?? []).flatMap(({ url, valueString }) => {
    if (url !== CARRIED || valueString === undefined || valueString.length > 600) return [];
    const [, path = '', nth = '0', text = ''] = SHAPE.exec(valueString) ?? [];
    if (text === '') return [];
    const steps = path === '' ? [] : path.split('/').map((step) => STEP.exec(step));
    if (steps.some((step) => step === null)) return [];
    const [id = '', ...elements] = text.split(ELEMENT);
    const specs = elementsOf(id);
    const values = elements.map(
      (value, i): ElementValue =>
        specs?.[i]?.type === 'composite' && value !== '' ? value.split(COMPONENT) : value,
    );
    return [
      {
        path: steps.map((step) => ({ id: step?.[1] ?? '', at: Number(step?.[2] ?? 0) })),
        nth: Number(nth),
        segment: { id, elements: values },
      },
    ];
  });
}

/** A loop with what is carried for it and the loops in it. */
export function withCarried(loop: LoopDraft, carried: readonly Carried[], guide: Guide): LoopDraft {
  if (carried.length === 0) return loop;
  const here = carried.filter(({ path }) => path.length === 0);
  const deeper = carried.filter(({ path }) => path.length > 0);
  return { id: loop.id, segments: filled(loop, here, guide), loops: loopsWith(loop, deeper, guide) };
}

function filled(loop: LoopDraft, carried: readonly Carried[], guide: Guide): readonly SegmentDraft[] {
  const spec = guide.loop(loop.id);
  const segments = [...loop.segments];
  for (const { nth, segment } of carried) {
    const use = useOfDraft(spec, segment) ?? segment.id;
    const known = nthOf({ ...loop, segments }, use, nth, guide);
    if (known) segments[segments.indexOf(known)] = filledSegment(known, segment);
    else segments.push(segment);
  }
  return segments;
}

function filledSegment(made: SegmentDraft, carried: SegmentDraft): SegmentDraft {
  const length = Math.max(made.elements.length, carried.elements.length);
  return {
    id: made.id,
    elements: Array.from({ length }, (_, i) => filledElement(made.elements[i], carried.elements[i])),
  };
}

function filledElement(made: ElementValue, carried: ElementValue): ElementValue {
  if (isEmpty(made)) return carried;
  if (typeof made === 'string' || typeof carried === 'string' || carried === undefined) return made;
  const parts = made ?? [];
  return Array.from({ length: Math.max(parts.length, carried.length) }, (_, i) => parts[i] || carried[i]);
}

function loopsWith(loop: LoopDraft, carried: readonly Carried[], guide: Guide): readonly LoopDraft[] {
  const loops = [...loop.loops];
  const groups = new Map<string, { readonly id: string; readonly at: number; readonly inner: Carried[] }>();
  for (const { path, nth, segment } of carried) {
    const [step, ...rest] = path;
    if (!step || !guide.inside(loop.id).some(({ id }) => id === step.id)) continue;
    const key = `${step.id}[${step.at}]`;
    const group = groups.get(key) ?? { ...step, inner: [] };
    group.inner.push({ path: rest, nth, segment });
    groups.set(key, group);
  }
  for (const { id, at, inner } of groups.values()) {
    const known = loops.filter((one) => one.id === id)[at];
    if (known) loops[loops.indexOf(known)] = withCarried(known, inner, guide);
    else loops.push(withCarried({ id, segments: [], loops: [] }, inner, guide));
  }
  return loops;
}
