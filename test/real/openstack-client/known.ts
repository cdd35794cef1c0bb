import type { Difference } from './normal.ts';

/** A difference that is meant, and why. */
interface Known {
  readonly said: RegExp;
  readonly where: RegExp;
  readonly why: string;
}

const known: readonly Known[] = [
  { said: /^catalog list/, where: /^out$/, why: 'no Placement service' },
  { said: /^project list/, where: /Name$/, why: 'the project has another name' },
  { said: /^limits show/, where: /Value$/, why: 'others use the same real project' },
  { said: /^quota show/, where: /^out\.(gigabytes|volumes|snapshots)_/, why: 'other disk types' },
  { said: /^quota show/, where: /project_name|location\.project/, why: 'the project has another name' },
  { said: /^flavor list/, where: /^out$/, why: 'other flavors' },
  { said: /^volume type list/, where: /^out$/, why: 'other disk types' },
  { said: /^flavor show/, where: /^out\.id$/, why: 'short flavor ids, as Selectel has them' },
  { said: /^server show/, where: /^out\.flavor$/, why: 'short flavor ids, as Selectel has them' },
  { said: /^keypair list/, where: /^out$/, why: 'others use the same real project' },
  { said: /^security group list/, where: /^out$/, why: 'others use the same real project' },
  { said: /^floating ip list/, where: /^out$/, why: 'others use the same real project' },
  { said: /./, where: /revision_number$/, why: 'counts Neutron’s own inner steps' },
  { said: /./, where: /standard_attr_id$/, why: 'a running number of the real database' },
  { said: /server create/, where: /adminPass$/, why: 'random' },
  {
    said: /^image show osc-saved/,
    where: /\.(size|checksum|os_hash_value)$/,
    why: 'a saved disk keeps only bytes that were ever written',
  },
  { said: /^console log/, where: /^out$/, why: 'other words on the console' },
];

export const reason = (said: string, { where }: Difference): string | undefined =>
  known.find((one) => one.said.test(said.replace(/^--os-\S+ \S+ /, '')) && one.where.test(where))?.why;
