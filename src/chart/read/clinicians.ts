/** Who took part in an Encounter: NUCC taxonomy, qualifications and titles tell a physician from a nurse (CPT, "qualified health care professional"). */
import { codingsOf, type Practitioner, type Resource, SYSTEM, wordsOf } from '../../fhir/index.ts';
import type { Chart } from '../chart.ts';
import { evidence, type Sourced } from '../evidence.ts';
import type { Clinician, ClinicianKind } from '../facts.ts';
import { idOf } from './common.ts';

/** NUCC taxonomy: 20 physicians; 363A, 363L, 364S, 367 advanced practice; 103 psychologists; 16, 37 nursing staff. */
const TAXONOMY: readonly (readonly [RegExp, ClinicianKind])[] = [
  [/^20\d/, 'physician'],
  [/^(?:363[AL]|364S|367)/, 'advanced'],
  [/^(?:103|104100000X|1041C|101Y|106H)/, 'psychologist'],
  [/^(?:16[34]|37[467])/, 'staff'],
];

const TITLES: readonly (readonly [RegExp, ClinicianKind])[] = [
  [/\b(?:nurse practitioner|physician assistant|NP|PA-C|PA|APRN|CRNA|CNM|FNP|DNP)\b/, 'advanced'],
  [/\b(?:psychologist|social worker|counsell?or|PsyD|LCSW|LMFT|LPC|LMHC)\b/, 'psychologist'],
  [
    /\b(?:registered nurse|practical nurse|medical assistant|clinical pharmacist|RN|BSN|LPN|LVN|CMA|RMA|MA|PharmD)\b/,
    'staff',
  ],
  [/\b(?:physician|MD|DO|MBBS|M\.D\.|D\.O\.)(?![A-Za-z])/, 'physician'],
];

/** v3-ParticipationType of those who rendered no service. */
const BYSTANDERS = ['REF', 'INF', 'ESC', 'TRANS'];

export function readClinicians(chart: Chart): readonly Clinician[] {
  return (chart.encounter.participant ?? []).flatMap((p, i) => {
    const roles = (p.type ?? []).flatMap((t) => codingsOf(t).map((c) => c.code));
    const reference = p.individual?.reference;
    if (!reference || (roles.length > 0 && roles.every((r) => BYSTANDERS.includes(r)))) return [];
    const who = chart.resolve(p.individual, chart.encounter);
    if (who?.resourceType === 'Patient' || who?.resourceType === 'RelatedPerson') return [];
    const words = titlesOf(chart, who, [p.individual?.display ?? '', ...(p.type ?? []).map(wordsOf)]);
    return [
      {
        reference,
        kind: kindOf(chart, who, words),
        roles,
        evidence: [evidence(idOf(chart.encounter), `Encounter.participant[${i}]`, words || reference)],
      },
    ];
  });
}

/** `Practitioner` behind a role, if any. */
const personOf = (chart: Chart, who: Resource | undefined): Practitioner | undefined => {
  const person = who?.resourceType === 'PractitionerRole' ? chart.resolve(who.practitioner, who) : who;
  return person?.resourceType === 'Practitioner' ? person : undefined;
};

function kindOf(chart: Chart, who: Resource | undefined, words: string): ClinicianKind {
  const codes = taxonomies(chart, who);
  const coded = codes.flatMap((code) => TAXONOMY.find(([p]) => p.test(code))?.[1] ?? [])[0];
  return (
    coded ?? TITLES.find(([p]) => p.test(words))?.[1] ?? (codes.length > 0 ? 'other' : ('unknown' as const))
  );
}

function taxonomies(chart: Chart, who: Resource | undefined): readonly string[] {
  const person = personOf(chart, who);
  const roles = who?.resourceType === 'PractitionerRole' ? [who] : [];
  const held = person
    ? chart.of('PractitionerRole').filter((r) => chart.resolve(r.practitioner, r) === person)
    : [];
  return [
    ...roles.flatMap((r) => [...(r.specialty ?? []), ...(r.code ?? [])]),
    ...(person?.qualification ?? []).map((q) => q.code),
    ...held.flatMap((r) => [...(r.specialty ?? []), ...(r.code ?? [])]),
  ].flatMap((c) => codingsOf(c).flatMap((x) => (x.system === SYSTEM.taxonomy ? x.code : [])));
}

function titlesOf(chart: Chart, who: Resource | undefined, said: readonly string[]): string {
  const person = personOf(chart, who);
  const names = (person?.name ?? []).flatMap((n) => [
    n.text ?? '',
    ...(n.prefix ?? []).filter((x) => x !== 'Dr.'),
    ...(n.suffix ?? []),
  ]);
  const qualified = (person?.qualification ?? []).map((q) => wordsOf(q.code));
  return [...said, ...names, ...qualified].filter(Boolean).join(', ').slice(0, 400);
}

/** A referrer among the participants, else the one who ordered the encounter. */
export function readRequester(chart: Chart): Sourced<string> | undefined {
  const { encounter } = chart;
  const i = (encounter.participant ?? []).findIndex((p) =>
    p.type?.some((t) => codingsOf(t).some((c) => c.code === 'REF')),
  );
  const referrer = i < 0 ? undefined : encounter.participant?.[i]?.individual;
  const name = referrer?.display ?? referrer?.reference;
  if (name) {
    return {
      value: name,
      evidence: [evidence(idOf(encounter), `Encounter.participant[${i}]`, `referred by ${name}`)],
    };
  }
  const own = new Set((encounter.participant ?? []).map((p) => p.individual?.reference));
  for (const based of encounter.basedOn ?? []) {
    const order = chart.resolve(based, encounter);
    const requester = order?.resourceType === 'ServiceRequest' ? order.requester : undefined;
    if (order && requester?.reference && !own.has(requester.reference)) {
      const who = requester.display ?? requester.reference;
      return { value: who, evidence: [evidence(idOf(order), 'ServiceRequest.requester', who)] };
    }
  }
  return undefined;
}
