/** Tests that the words of a note say were ordered or reviewed, each once whatever it is called (CPT E/M guidelines, "unique test"). */
import { type Evidence, evidence, type Facts, statements } from '../../chart/index.ts';

/** A name of our own, and what clinicians write for it. A panel is one test; so are its components when named together. */
const TESTS: readonly (readonly [string, RegExp])[] = [
  ['basic metabolic panel', /\b(?:bmp|basic metabolic(?: panel| profile)?|chem[- ]?7|electrolytes)\b/i],
  ['comprehensive metabolic panel', /\b(?:cmp|comprehensive metabolic(?: panel| profile)?|chem[- ]?14)\b/i],
  ['blood count', /\b(?:cbc|complete blood count|hemogram|blood count)\b/i],
  ['lipid panel', /\b(?:lipid(?: panel| profile)?s?|flp|cholesterol)\b/i],
  ['haemoglobin A1c', /\b(?:hb?a1c|a1c|hemoglobin a1c|glycated h\w{5,10})\b/i],
  ['thyrotropin', /\btsh\b/i],
  ['troponin', /\btroponins?\b/i],
  ['natriuretic peptide', /\b(?:nt-?pro)?bnp\b/i],
  ['D-dimer', /\bd-?dimer\b/i],
  ['urinalysis', /\b(?:urinalysis|u\/a|ua|urine dip(?:stick)?)\b/i],
  ['urine culture', /\burine cultures?\b/i],
  ['blood culture', /\bblood cultures?\b/i],
  ['throat culture or strep test', /\b(?:rapid strep|strep (?:test|swab)|throat culture)\b/i],
  ['influenza test', /\b(?:influenza|flu) (?:test|swab|pcr|a\/b)\b/i],
  ['COVID test', /\b(?:covid(?:-19)?|sars-cov-2) (?:test|swab|pcr|antigen)\b/i],
  ['pregnancy test', /\b(?:hcg|pregnancy test|upt)\b/i],
  ['sedimentation rate', /\b(?:esr|sed(?:imentation)? rate)\b/i],
  ['C-reactive protein', /\b(?:crp|c-reactive protein)\b/i],
  ['prothrombin time', /\b(?:pt\/inr|inr|prothrombin time)\b/i],
  ['drug screen', /\b(?:urine (?:drug|tox\w{0,6}) screen|uds|drug screen|tox(?:icology)? screen)\b/i],
  ['lactate', /\blactate\b/i],
  ['lipase', /\blipase\b/i],
  ['liver panel', /\b(?:lfts?|liver (?:panel|function|enzymes)|hepatic panel)\b/i],
  ['blood gas', /\b(?:abg|vbg|blood gas(?:es)?)\b/i],
  ['vitamin D', /\bvitamin d level\b/i],
  ['vitamin B12', /\bb-?12 level\b/i],
  ['ferritin', /\b(?:ferritin|iron studies|iron panel)\b/i],
  ['prostate antigen', /\bpsa\b/i],
  ['electrocardiogram', /\b(?:ecg|ekg|electrocardiogram)\b/i],
  ['chest film', /\b(?:cxr|chest (?:x-?rays?|films?|radiographs?))\b/i],
  [
    'other film',
    /\b(?:knee|hip|hand|wrist|foot|ankle|shoulder|elbow|spine|lumbar|cervical|rib|forearm|pelvis|abdominal) (?:x-?rays?|films?|radiographs?)\b/i,
  ],
  ['computed tomography', /\bct(?: scan| angio\w*| head| chest| abdomen)?\b/],
  ['computed tomography', /\b(?:CT|CTA|computed tomography)\b/],
  ['magnetic resonance', /\b(?:MRI|MRA|magnetic resonance)\b/i],
  ['ultrasound', /\b(?:ultrasound|sonogram|doppler|duplex)\b/i],
  ['heart ultrasound', /\b(?:echo|echocardiogram|tte)\b/i],
  ['spirometry', /\b(?:spirometry|pfts?|pulmonary function)\b/i],
  ['stress test', /\bstress test\b/i],
  ['sleep study', /\b(?:sleep study|polysomnogra\w{2,4})\b/i],
  ['biopsy', /\bbiops(?:y|ies) (?:result|report|path\w{0,6})\b/i],
  ['mammogram', /\bmammogra(?:m|phy)\b/i],
];

// A result that is only looked at was counted when it was ordered, unless others had ordered it.
const ACTED =
  /\b(?:order(?:ed|ing|s)?|obtain(?:ed)?|check(?:ed)?|recheck(?:ed)?|repeat(?:ed)?|sent|send|get|draw|drawn|performed|cleared (?:with|by)|work-?up|labs? today|today'?s labs)\b|\breviewed?\b.{0,80}\b(?:outside|external|from (?:the )?(?:hospital|ed|emergency|pcp|dr|urgent|another|other))\b|\b(?:outside|external)\b.{0,80}\breviewed\b/i;
const VOID =
  /\b(?:no|not|without|declin\w{1,3}|defer\w{0,3}|refus\w{1,3}|unable|if|unless|consider\w{0,3}|last (?:year|month)|previously|in (?:19|20)\d\d|not indicated|no need|hold off)\b/i;

/** One piece of evidence for each unique test; a statement with a denial, a condition or a past year is passed over. */
export function testsInNotes(facts: Facts): readonly Evidence[] {
  const found = new Map<string, Evidence>();
  for (const note of facts.notes) {
    for (const statement of statements(note.text)) {
      if (statement.length > 400 || !ACTED.test(statement) || VOID.test(statement)) continue;
      for (const [name, pattern] of TESTS) {
        if (!found.has(name) && pattern.test(statement)) {
          found.set(name, evidence(note.id, 'content.attachment.data', statement.slice(0, 120)));
        }
      }
    }
  }
  return [...found.values()];
}
