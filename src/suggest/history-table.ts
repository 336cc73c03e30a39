/** What a disease that is over is reported as: personal history Z85–Z87, old infarction, old stroke (guidelines I.C.21.c.4, I.C.2.m, I.C.9.d.3, I.C.9.e.1). */

export interface HistoryRow {
  readonly nodes: readonly string[];
  readonly code: string;
  /** It bears on care whenever it is known, so that a problem list is enough. */
  readonly always?: true;
}

const cancer = (code: string, ...nodes: readonly string[]): HistoryRow => ({ nodes, code, always: true });

/** The first row that holds the code decides. */
export const HISTORY: readonly HistoryRow[] = [
  cancer('Z85.810', 'C01', 'C02'),
  cancer('Z85.818', 'C00', 'C03', 'C04', 'C05', 'C06', 'C07', 'C08', 'C09', 'C10', 'C11', 'C12', 'C13'),
  cancer('Z85.01', 'C15'),
  cancer('Z85.028', 'C16'),
  cancer('Z85.068', 'C17'),
  cancer('Z85.038', 'C18'),
  cancer('Z85.048', 'C19', 'C20', 'C21'),
  cancer('Z85.05', 'C22'),
  cancer('Z85.07', 'C25'),
  cancer('Z85.21', 'C32'),
  cancer('Z85.12', 'C33'),
  cancer('Z85.118', 'C34'),
  cancer('Z85.830', 'C40', 'C41'),
  cancer('Z85.820', 'C43'),
  cancer('Z85.828', 'C44'),
  cancer('Z85.821', 'C4A'),
  cancer('Z85.831', 'C49'),
  cancer('Z85.3', 'C50'),
  cancer('Z85.41', 'C53'),
  cancer('Z85.42', 'C54', 'C55'),
  cancer('Z85.43', 'C56'),
  cancer('Z85.46', 'C61'),
  cancer('Z85.47', 'C62'),
  cancer('Z85.528', 'C64'),
  cancer('Z85.53', 'C65'),
  cancer('Z85.54', 'C66'),
  cancer('Z85.51', 'C67'),
  cancer('Z85.840', 'C69'),
  cancer('Z85.841', 'C71'),
  cancer('Z85.850', 'C73'),
  cancer('Z85.71', 'C81'),
  cancer('Z85.72', 'C82', 'C83', 'C84', 'C85'),
  cancer('Z86.000', 'D05'),
  cancer('Z86.001', 'D06'),
  cancer('Z86.006', 'D03'),
  { nodes: ['I21', 'I22'], code: 'I25.2', always: true },
  { nodes: ['I63', 'G45.0', 'G45.1', 'G45.2', 'G45.8', 'G45.9'], code: 'Z86.73', always: true },
  { nodes: ['I26'], code: 'Z86.711', always: true },
  { nodes: ['I82'], code: 'Z86.718', always: true },
  { nodes: ['I46'], code: 'Z86.74', always: true },
  { nodes: ['A15'], code: 'Z86.11' },
  { nodes: ['U07.1'], code: 'Z86.16' },
  { nodes: ['O24.4'], code: 'Z86.32' },
  { nodes: ['K25', 'K26', 'K27'], code: 'Z87.11' },
  { nodes: ['N20'], code: 'Z87.442' },
  { nodes: ['F17'], code: 'Z87.891' },
];
