/** The policy file cannot be used: every line says where and what, in the order of the file. */
export class BadPolicy extends Error {
  override readonly name = 'BadPolicy';
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
