/** Disease nodes and the symptom nodes that belong to them (guidelines I.B.4, I.B.5), by system. Only pairs no coder would question. */

export interface IntegralRow {
  readonly diseases: readonly string[];
  readonly symptoms: readonly string[];
}

/** Upper airways: a cold, its throat and its sinuses. */
const UPPER_AIRWAYS = ['J00', 'J01', 'J02', 'J03', 'J04', 'J05', 'J06', 'J09', 'J10', 'J11', 'U07.1'];
const LOWER_AIRWAYS = ['J12', 'J13', 'J14', 'J15', 'J16', 'J18', 'J20', 'J21', 'J22', 'J40', 'J41', 'J42'];
const PNEUMONIA = ['J12', 'J13', 'J14', 'J15', 'J16', 'J18', 'J69.0'];
const HEART_FAILURE = ['I50', 'I11.0', 'I13.0', 'I13.2'];
// Diverticulitis, not diverticulosis, which hurts nobody.
const DIVERTICULITIS = [
  ...['K57.0', 'K57.12', 'K57.13', 'K57.2', 'K57.32', 'K57.33', 'K57.4', 'K57.52', 'K57.53', 'K57.8'],
  ...['K57.92', 'K57.93'],
];
const GASTROENTERITIS = ['A02', 'A03', 'A04', 'A05', 'A07', 'A08', 'A09', 'K52'];
/** Ulcers, gastritis, diverticula, varices and angiodysplasia that bleed by their code. */
const BLEEDS = [
  ...['K25', 'K26', 'K27', 'K28'].flatMap((c) => ['0', '2', '4', '6'].map((x) => `${c}.${x}`)),
  ...['K29.01', 'K29.21', 'K29.31', 'K29.41', 'K29.51', 'K29.61', 'K29.71', 'K29.81', 'K29.91'],
  ...['K22.6', 'K31.811', 'K31.82', 'K55.21', 'I85.01', 'I85.11'],
  ...['K57.01', 'K57.11', 'K57.13', 'K57.21', 'K57.31', 'K57.33', 'K57.91', 'K57.93'],
];
const KETOACIDOSIS = ['E08.1', 'E09.1', 'E10.1', 'E11.1', 'E13.1'];
const DIABETES = ['E08', 'E09', 'E10', 'E11', 'E13'];
const RASHES = [
  ...['L01', 'L10', 'L12', 'L20', 'L21', 'L22', 'L23', 'L24', 'L25', 'L26', 'L27', 'L28', 'L30', 'L40'],
  ...['L42', 'L43', 'L50', 'L51', 'L52', 'L53', 'L71', 'L93', 'A46'],
  ...['B00', 'B01', 'B02', 'B05', 'B06', 'B08', 'B09', 'B35', 'B36', 'B85', 'B86'],
];
const EYE_INFLAMED = ['H00', 'H01', 'H10', 'H15', 'H16', 'H18.8', 'H20', 'H44', 'B30', 'S05', 'T15'];
const EAR = ['H60', 'H65', 'H66', 'H67', 'H69', 'H70', 'H72', 'H73'];
const CERVICAL = ['M47.12', 'M47.22', 'M47.812', 'M47.892', 'M48.02', 'M50', 'M54.12', 'S13', 'S16'];
const LUMBAR = [
  ...['M43.1', 'M45', 'M46', 'M47.16', 'M47.17', 'M47.26', 'M47.27', 'M47.816', 'M47.817', 'M47.896'],
  ...['M48.06', 'M48.07', 'M48.5', 'M54.16', 'M54.17', 'M54.3', 'M54.4', 'M80.08', 'S32', 'S33'],
  ...['S39.012', 'M80.88', 'M84.48', 'M84.58'],
];
/** Arthritis of many joints, or of whichever: its pain is in the code. */
const ARTHRITIS = [
  'M05',
  'M06',
  'M08',
  'M10',
  'M11',
  'M12',
  'M13',
  'M15',
  'M32',
  'M45',
  'L40.5',
  'M00',
  'M1A',
];

export const INTEGRAL: readonly IntegralRow[] = [
  // Airways
  { diseases: UPPER_AIRWAYS, symptoms: ['R05', 'R06.7', 'R07.0', 'R09.81', 'R09.82', 'R50.9'] },
  { diseases: ['J02.0', 'J02.8', 'J10', 'J11', 'J36', 'B27'], symptoms: ['J02.9', 'R07.0'] },
  { diseases: ['J10', 'J11', 'U07.1', 'B34.9'], symptoms: ['M79.1', 'R51.9', 'R52', 'R53.81', 'R68.83'] },
  { diseases: ['J01', 'J32'], symptoms: ['R51.9', 'R09.81', 'R09.82', 'G50.1'] },
  { diseases: ['J30', 'J34.2', 'J34.3', 'J33'], symptoms: ['R09.81', 'R09.82', 'R06.7'] },
  { diseases: ['J04.0', 'J04.2', 'J37', 'J38.1', 'J38.2'], symptoms: ['R49.0'] },
  {
    diseases: [...LOWER_AIRWAYS, 'J43', 'J44', 'J45', 'J47', 'J84'],
    symptoms: ['R05', 'R06.0', 'R06.2', 'R09.1', 'R09.3'],
  },
  { diseases: PNEUMONIA, symptoms: ['R50.9'] },
  { diseases: ['J20', 'J21', 'J22'], symptoms: ['R50.9'] },
  { diseases: ['J90', 'J91', 'J93', 'J81'], symptoms: ['R06.0'] },
  { diseases: ['J96', 'J80'], symptoms: ['R06.0', 'R09.02'] },
  { diseases: ['A37', 'J05.0'], symptoms: ['R05'] },
  { diseases: ['G47.3', 'J35'], symptoms: ['R06.83'] },
  // Heart and vessels
  { diseases: HEART_FAILURE, symptoms: ['R06.0', 'R60'] },
  { diseases: ['I20', 'I21', 'I22', 'I25.11', 'I25.7', 'I30'], symptoms: ['R07.2', 'R07.89', 'R07.9'] },
  { diseases: ['I48', 'I47', 'I49'], symptoms: ['R00.0', 'R00.1', 'R00.2'] },
  { diseases: ['I26'], symptoms: ['R06.0', 'R07'] },
  { diseases: ['I80', 'I82.4', 'I82.5', 'I83', 'I87.2', 'I89.0'], symptoms: ['R60.0', 'M79.6', 'M79.89'] },
  { diseases: ['I95'], symptoms: ['R42'] },
  { diseases: ['I95.1', 'I45.9', 'G90.3'], symptoms: ['R55'] },
  {
    diseases: ['F01', 'F02', 'F03'].flatMap((c) =>
      ['.511', '.A11', '.B11', '.C11', '.811', '.911'].map((x) => `${c}${x}`),
    ),
    symptoms: ['R45.1', 'R46.89'],
  },
  // Digestion
  { diseases: ['K35', 'K80', 'K81', 'K85', 'K86', 'N20'], symptoms: ['R10', 'R11'] },
  { diseases: ['K40', 'K41', 'K42', 'K43', 'N23'], symptoms: ['R10'] },
  { diseases: DIVERTICULITIS, symptoms: ['R10'] },
  { diseases: GASTROENTERITIS, symptoms: ['R10', 'R11', 'R19.7'] },
  { diseases: ['K50', 'K51', 'K58', 'K90.0'], symptoms: ['R10', 'R14', 'R19.4', 'R19.7'] },
  { diseases: ['K20', 'K21'], symptoms: ['R12'] },
  { diseases: ['K22.0', 'K22.2', 'K20.0'], symptoms: ['R13.1'] },
  { diseases: ['K56'], symptoms: ['R10', 'R11', 'R14'] },
  { diseases: ['K29', 'K25', 'K26', 'K27', 'K30'], symptoms: ['R10.13', 'R10.816'] },
  { diseases: ['K59.0'], symptoms: ['R14.0'] },
  { diseases: BLEEDS, symptoms: ['K92.0', 'K92.1', 'K92.2', 'K62.5'] },
  { diseases: ['K64'], symptoms: ['K62.5'] },
  { diseases: ['K83.1', 'K80.3', 'K80.4', 'K80.5', 'B15', 'B16', 'B17'], symptoms: ['R17'] },
  // Kidneys, bladder, pelvis
  { diseases: ['N13', 'N20'], symptoms: ['R31', 'N23'] },
  { diseases: ['N13.2', 'N13.6'], symptoms: ['R10'] },
  { diseases: ['M51.16', 'M51.17'], symptoms: ['M54.5'] },
  { diseases: ['N30', 'N39.0', 'N10', 'N12', 'N34', 'N41'], symptoms: ['R30', 'R35.0', 'R39.15'] },
  { diseases: ['N10', 'N12'], symptoms: ['R10', 'R50.9'] },
  { diseases: ['N30.01', 'N30.11', 'N30.21', 'N30.31', 'N30.41', 'N30.81', 'N30.91'], symptoms: ['R31'] },
  { diseases: ['N32.81'], symptoms: ['R35.0', 'R39.15'] },
  { diseases: ['N39.3', 'N39.4'], symptoms: ['R32'] },
  { diseases: ['N00', 'N01', 'N02', 'N03', 'N04', 'N05', 'N06'], symptoms: ['R80', 'R31'] },
  { diseases: ['N70', 'N71', 'N73', 'N80', 'N83.2', 'N94.6', 'D25'], symptoms: ['R10.2', 'R10.3'] },
  { diseases: ['N76', 'N77.1', 'B37.3', 'A59.0'], symptoms: ['N89.8', 'L29.2', 'L29.3'] },
  { diseases: ['N95.1'], symptoms: ['R23.2'] },
  { diseases: ['O21'], symptoms: ['R11'] },
  { diseases: ['O13', 'O14'], symptoms: ['R03.0', 'R80'] },
  { diseases: ['C61'], symptoms: ['R97.2'] },
  { diseases: ['C50', 'D24', 'N60'], symptoms: ['N63'] },
  // Glands and blood
  { diseases: DIABETES, symptoms: ['R63.1', 'R35.8'] },
  { diseases: KETOACIDOSIS, symptoms: ['R11', 'R10'] },
  { diseases: ['R73.03'], symptoms: ['R73.01', 'R73.02', 'R73.09', 'R73.9'] },
  { diseases: ['E86.0'], symptoms: ['R63.1'] },
  { diseases: ['E05'], symptoms: ['R00.0', 'R00.2'] },
  { diseases: ['E66'], symptoms: ['R63.5'] },
  { diseases: ['D69'], symptoms: ['R23.3'] },
  // Nerves and mind
  { diseases: ['G43', 'G44', 'G00', 'G03', 'I60', 'S06.0'], symptoms: ['R51.9'] },
  { diseases: ['G43', 'S06.0'], symptoms: ['R11', 'H53.14'] },
  { diseases: ['G81', 'G82', 'G83', 'G43.4'], symptoms: ['R53.1', 'R29.8'] },
  { diseases: ['G40'], symptoms: ['R56.9'] },
  { diseases: ['G56', 'G57', 'G60', 'G61', 'G62', 'G63', 'E11.4', 'E10.4'], symptoms: ['R20'] },
  { diseases: ['G56'], symptoms: ['M79.64', 'M25.53', 'M25.54'] },
  { diseases: ['G20', 'G25.0'], symptoms: ['R25.1'] },
  { diseases: ['G30', 'F01', 'F02', 'F03', 'G31.84'], symptoms: ['R41.3', 'R41.81'] },
  { diseases: ['G51.0'], symptoms: ['R29.810'] },
  { diseases: ['H81.1', 'H81.0', 'H81.2', 'H81.3', 'H83.0'], symptoms: ['R42', 'R11'] },
  { diseases: ['F31', 'F32', 'F33', 'F40', 'F41', 'F43'], symptoms: ['R45.0', 'R45.1', 'R45.2', 'R45.4'] },
  { diseases: ['F20', 'F22', 'F23', 'F25'], symptoms: ['R44'] },
  { diseases: ['F90'], symptoms: ['R41.840'] },
  // Infection
  { diseases: ['A40', 'A41'], symptoms: ['R50.9', 'R65.10'] },
  { diseases: ['B34.9', 'H66', 'L03', 'K35', 'A08', 'A09', 'B08', 'B27', 'G00'], symptoms: ['R50.9'] },
  // Skin
  { diseases: RASHES, symptoms: ['R21', 'L29'] },
  { diseases: ['L02', 'L03', 'L05', 'L72'], symptoms: ['R22', 'M79.89', 'R60.0'] },
  // Eyes and ears
  { diseases: EYE_INFLAMED, symptoms: ['H57.1'] },
  { diseases: ['H10', 'B30', 'H16'], symptoms: ['H57.8'] },
  { diseases: ['H43.81', 'H33'], symptoms: ['H43.39', 'H53.19'] },
  { diseases: ['H25', 'H26', 'H52', 'H35.3'], symptoms: ['H53.8'] },
  { diseases: EAR, symptoms: ['H92.0', 'H92.1'] },
  { diseases: ['H81.0'], symptoms: ['H93.1'] },
  // Joints, back and limbs: pain where the disease or the injury is; that of arthritis and discs has a module of its own
  { diseases: ARTHRITIS, symptoms: ['M25.5'] },
  { diseases: ['M70.1', 'S4'], symptoms: ['M25.51', 'M79.62'] },
  { diseases: ['M77.0', 'M77.1', 'M19.02', 'M70.2', 'M70.3', 'S5'], symptoms: ['M25.52', 'M79.63'] },
  {
    diseases: ['M18', 'M19.03', 'M19.04', 'M65.3', 'M65.4', 'S52.5', 'S6'],
    symptoms: ['M25.53', 'M25.54', 'M79.64'],
  },
  { diseases: ['M70.6', 'M70.7', 'M87.05', 'M76.0', 'M76.1', 'S7'], symptoms: ['M25.55', 'M79.65'] },
  { diseases: ['M22', 'M23', 'M70.4', 'M70.5', 'M76.5', 'S80', 'S83'], symptoms: ['M25.56'] },
  { diseases: ['S8', 'M76.8', 'M84.36'], symptoms: ['M79.66'] },
  {
    diseases: ['M19.07', 'M20', 'M72.2', 'M76.6', 'M77.3', 'M77.4', 'M77.5', 'G57.6', 'S82', 'S86.0', 'S9'],
    symptoms: ['M25.57', 'M79.67'],
  },
  { diseases: CERVICAL, symptoms: ['M54.2', 'M54.9'] },
  { diseases: LUMBAR, symptoms: ['M54.50', 'M54.59', 'M54.9'] },
  { diseases: ['M51.1', 'M50.1', 'M47.2'], symptoms: ['M54.1'] },
  { diseases: ['M79.7', 'M35.3', 'M60'], symptoms: ['M79.1'] },
  { diseases: ['M26.6'], symptoms: ['R68.84'] },
];
