/** Images that are not stored but grown when first read: the same bytes every time. */
export interface Grown {
  readonly size: number;
  readonly virtualSize: number;
  readonly checksum: string;
  readonly hash: string;
  pieces(): { readonly at: number; readonly bytes: Buffer }[];
}

const mib = 1 << 20;

/** A boot sector and a recognisable page every 4 MiB; the rest is holes. */
function disk(label: string, size: number): { readonly at: number; readonly bytes: Buffer }[] {
  const boot = Buffer.alloc(512);
  boot.write(`PRACTICE CLOUD ${label}`, 0);
  boot.writeUInt16BE(0x55aa, 510);
  const pages = Array.from({ length: size / (4 * mib) - 1 }, (_, n) => ({
    at: (n + 1) * 4 * mib,
    bytes: Buffer.from(`${label} page ${n + 1}\n`.repeat(200)).subarray(0, 4096),
  }));
  return [{ at: 0, bytes: boot }, ...pages];
}

/** A qcow2 of version 3 with an empty L1 table: a 12 GiB disk on which nothing is written. */
function qcow2(virtual: number): { readonly at: number; readonly bytes: Buffer }[] {
  const head = Buffer.alloc(104);
  head.writeUInt32BE(0x514649fb, 0);
  head.writeUInt32BE(3, 4);
  head.writeUInt32BE(16, 20);
  head.writeBigUInt64BE(BigInt(virtual), 24);
  head.writeUInt32BE(24, 36);
  head.writeBigUInt64BE(3n * 65_536n, 40);
  head.writeBigUInt64BE(65_536n, 48);
  head.writeUInt32BE(1, 56);
  head.writeUInt32BE(4, 96);
  head.writeUInt32BE(104, 100);
  const refcounts = Buffer.alloc(8);
  refcounts.writeBigUInt64BE(2n * 65_536n, 0);
  const counts = Buffer.alloc(8);
  for (let n = 0; n < 4; n++) counts.writeUInt16BE(1, n * 2);
  return [
    { at: 0, bytes: head },
    { at: 65_536, bytes: refcounts },
    { at: 131_072, bytes: counts },
  ];
}

export const grown: Readonly<Record<string, Grown>> = {
  'grown-base-image': {
    size: 64 * mib,
    virtualSize: 64 * mib,
    checksum: 'df50a666781cdaf8dff14fb0804b68a1',
    hash: 'c547b199388a9e4b29d870019e09012214da082fff62a0021ce0e0227103f9c5807b106dcdeb2633185d64ba7abb815d0f5de37c082e84c048bbb6608b6cca8a',
    pieces: () => disk('base-image', 64 * mib),
  },
  'grown-ubuntu-24.04': {
    size: 32 * mib,
    virtualSize: 32 * mib,
    checksum: '3671b637786a2484837be7884f270902',
    hash: '0d08a2c63941ad1a4bda5d6fa32e2a168d600c2ecb4f173617251ab8cc876edeac0c370c24f3e24863c3e399459d9e00eea8251c1951f9ee9155a7bcb6c049a9',
    pieces: () => disk('ubuntu-24.04', 32 * mib),
  },
  'grown-debian-12.qcow2': {
    size: 4 * 65_536,
    virtualSize: 12 * 1024 * mib,
    checksum: '8fb134a7572095e1c719f63a4f669b74',
    hash: 'd42cf25480dd3d97733f99ced1f8bda4ac37b49ef39bb02e5291e1e8a03149063ccaf965690f874dbcacc1f47fe20de22e02ff5595c941330701a19d89b3bfbc',
    pieces: () => qcow2(12 * 1024 * mib),
  },
  // What is on a disk nobody wrote to.
  'grown-blank': {
    size: mib,
    virtualSize: mib,
    checksum: 'b6d81b360a5672d80c27430f39153e2c',
    hash: 'd6292685b380e338e025b3415a90fe8f9d39a46e7bdba8cb78c50a338cefca741f69e4e46411c32de1afdedfb268e579a51f81ff85e56f55b0ee7c33fe8c25c9',
    pieces: () => [],
  },
};
