/** One line of a bench's table. `aim` is in the same unit. */
export interface Figure {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: number;
}
