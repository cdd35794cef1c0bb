import { Failure, phrases, type Turn } from '#kit';

const say = phrases({
  en: {
    other: (file: string, found: string, wanted: string) => `${file} is ${found}, not ${wanted}.`,
    leave: 'Leave --format out: the file itself says what it is.',
    packed: (file: string, how: string) => `${file} is packed with ${how}; no cloud can boot that.`,
    unpack: 'Unpack it first.',
  },
  ru: {
    other: (file, found, wanted) => `${file} в формате ${found}, а не ${wanted}.`,
    leave: 'Не указывайте --format: формат виден из самого файла.',
    packed: (file, how) => `${file} сжат (${how}); облако с такого не загрузится.`,
    unpack: 'Сначала распакуйте его.',
  },
  ko: {
    other: (file, found, wanted) => `${file} 파일은 ${found} 형식입니다. 지정한 형식: ${wanted}.`,
    leave: '--format을 생략하세요. 형식은 파일에서 알 수 있습니다.',
    packed: (file, how) => `${file} 파일은 압축되어 있어(${how}) 클라우드에서 부팅할 수 없습니다.`,
    unpack: '먼저 압축을 푸세요.',
  },
});

export const formats = ['raw', 'qcow2', 'iso', 'vmdk', 'vdi', 'vhd', 'vhdx'] as const;
export type Format = (typeof formats)[number];

interface Magic {
  readonly at: number;
  readonly bytes: string;
}

const disks: Readonly<Record<Exclude<Format, 'raw'>, Magic>> = {
  qcow2: { at: 0, bytes: '514649fb' },
  vmdk: { at: 0, bytes: '4b444d56' },
  vhdx: { at: 0, bytes: '7668647866696c65' },
  vhd: { at: 0, bytes: '636f6e6563746978' },
  vdi: { at: 0x40, bytes: '7f10dabe' },
  iso: { at: 0x8001, bytes: '4344303031' },
};

const packers: Readonly<Record<string, Magic>> = {
  gzip: { at: 0, bytes: '1f8b' },
  xz: { at: 0, bytes: 'fd377a585a00' },
  zstd: { at: 0, bytes: '28b52ffd' },
  bzip2: { at: 0, bytes: '425a68' },
  zip: { at: 0, bytes: '504b0304' },
};

const enough = 0x8001 + 5;

/** What the file is by its own first bytes, whatever its name, and how large a disk it needs. */
export async function formatOf(
  turn: Turn,
  file: string,
  size: number,
  wanted: Format | undefined,
): Promise<{ readonly format: Format; readonly minDisk: number }> {
  const head = Buffer.concat(await Array.fromAsync(turn.files.read(file, turn.signal, enough)));
  const name = file.split('/').at(-1) ?? file;
  const packer = Object.keys(packers).find((how) => starts(head, packers[how]));
  if (packer) throw new Failure('usage', (l) => say(l).packed(name, packer), { hint: (l) => say(l).unpack });
  const found = formats.find((format) => format !== 'raw' && starts(head, disks[format])) ?? 'raw';
  if (wanted !== undefined && wanted !== found) {
    throw new Failure('usage', (l) => say(l).other(name, found, wanted), { hint: (l) => say(l).leave });
  }
  // A qcow2 file unpacks to the size in its header (qemu docs/interop/qcow2.txt, bytes 24 to 31).
  const unpacked = found === 'qcow2' && head.length >= 32 ? Number(head.readBigUInt64BE(24)) : size;
  return { format: found, minDisk: Math.max(1, Math.ceil(unpacked / 1024 ** 3)) };
}

/** The name of a file, as far as it says what it is: an address cannot be looked into. */
export function formatByName(name: string): Format {
  const end = name.toLowerCase().split('.').at(-1);
  return formats.find((format) => format === end) ?? 'raw';
}

const starts = (head: Buffer, magic: Magic | undefined): boolean =>
  magic !== undefined && head.subarray(magic.at, magic.at + magic.bytes.length / 2).toString('hex') === magic.bytes;
