/** Disease nodes and the symptom nodes that belong to them (guidelines I.B.4, I.B.5). Only pairs no coder would question. */

export interface IntegralRow {
  readonly diseases: readonly string[];
  readonly symptoms: readonly string[];
}

const LOWER_AIRWAYS = ['J12', 'J13', 'J14', 'J15', 'J16', 'J18', 'J20', 'J21', 'J22', 'J40', 'J41', 'J42'];
const PNEUMONIA = ['J12', 'J13', 'J14', 'J15', 'J16', 'J18', 'J69.0'];
const HEART_FAILURE = ['I50', 'I11.0', 'I13.0', 'I13.2'];
// Diverticulitis, not diverticulosis, which hurts nobody.
const DIVERTICULITIS = [
  ...['K57.0', 'K57.12', 'K57.13', 'K57.2', 'K57.32', 'K57.33', 'K57.4', 'K57.52', 'K57.53', 'K57.8'],
  ...['K57.92', 'K57.93'],
];

export const INTEGRAL: readonly IntegralRow[] = [
  {
    diseases: ['J00', 'J01', 'J02', 'J03', 'J04', 'J05', 'J06', 'J09', 'J10', 'J11', 'U07.1'],
    symptoms: ['R05', 'R07.0', 'R09.81', 'R09.82', 'R50.9'],
  },
  {
    diseases: [...LOWER_AIRWAYS, 'J43', 'J44', 'J45'],
    symptoms: ['R05', 'R06.0', 'R06.2', 'R09.1', 'R09.3'],
  },
  { diseases: PNEUMONIA, symptoms: ['R50.9'] },
  { diseases: HEART_FAILURE, symptoms: ['R06.0', 'R60'] },
  { diseases: ['I20', 'I21', 'I22', 'I25.11'], symptoms: ['R07.2', 'R07.89', 'R07.9'] },
  { diseases: ['K35', 'K80', 'K81', 'K85', 'N20', 'N23'], symptoms: ['R10'] },
  { diseases: DIVERTICULITIS, symptoms: ['R10'] },
  { diseases: ['A08', 'A09', 'K52'], symptoms: ['R11', 'R19.7'] },
  { diseases: ['N30', 'N39.0', 'N10'], symptoms: ['R30.0', 'R35.0', 'R39.15'] },
  { diseases: ['K21'], symptoms: ['R12'] },
  { diseases: ['G43', 'G44'], symptoms: ['R51.9'] },
  { diseases: ['H60', 'H65', 'H66'], symptoms: ['H92.0'] },
  { diseases: ['A40', 'A41'], symptoms: ['R50.9', 'R65.10'] },
  { diseases: ['N13', 'N20'], symptoms: ['R31'] },
  { diseases: ['I48', 'I47.1', 'I49'], symptoms: ['R00.2'] },
  { diseases: ['K56'], symptoms: ['R10', 'R11'] },
  { diseases: ['K29', 'K25', 'K26', 'K27'], symptoms: ['R10.13', 'R10.816'] },
  { diseases: ['J96', 'J80'], symptoms: ['R06.0', 'R09.02'] },
  { diseases: ['N40.1'], symptoms: ['R33.8', 'R33.9'] },
  { diseases: ['G40'], symptoms: ['R56.9'] },
  { diseases: ['H81.1', 'H81.0', 'H81.2'], symptoms: ['R42'] },
  { diseases: ['I26'], symptoms: ['R06.0', 'R07.1'] },
  { diseases: ['E86.0'], symptoms: ['R63.1'] },
  { diseases: ['A37', 'J05.0'], symptoms: ['R05'] },
  { diseases: ['B01', 'B02', 'B05', 'B08', 'L20', 'L23', 'L24', 'L25', 'L50'], symptoms: ['R21'] },
  { diseases: ['K59.0'], symptoms: ['R14.0'] },
  { diseases: ['I95.1'], symptoms: ['R42'] },
];
