import { type Block, bytes, duration, gigabytes, type Locale, moment, phrases } from '#kit';
import type { CreateMachine } from './create-machine-input.ts';
import { newDisk } from './create-machine-steps.ts';
import { flavorWords } from './machine-words.ts';
import { hourly, monthly } from './price.ts';

const say = phrases({
  en: {
    starting: (name: string) => `Starting ${name}`,
    spot: (price: string, full: string) => (full === '' ? `${price} spot` : `${price} spot (on demand ${full})`),
    onDemand: (price: string) => `${price} on demand`,
    noPrice: (spot: boolean) => `${spot ? 'spot' : 'on demand'}; price not known`,
    interrupted: (most: string) =>
      `A spot machine may be interrupted at any time, after ${most} at the latest; its disk stays. --on-demand keeps it running.`,
    until: (time: string, left: string) =>
      `marked as needed until ${time} (${left}); it runs on after that until somebody stops it`,
    newDisk: (size: string, type: string, price: string) =>
      `New disk: ${size}${type}${price}. It stays when the machine is stopped.`,
    needs: (size: string) => `Disk ${size}: the image needs that much.`,
    sameDisk: (name: string, price: string) => `Everything written stays on disk ${name}${price}.`,
    local: (size: string) => `This flavor has ${size} on the host itself, which are lost when the machine stops.`,
    noKey: 'No SSH key is configured: only a login that the image has will work.',
  },
  ru: {
    starting: (name) => `Запускаю ${name}`,
    spot: (price, full) => (full === '' ? `${price}, прерываемая` : `${price}, прерываемая (обычная ${full})`),
    onDemand: (price) => `${price}, обычная`,
    noPrice: (spot) => `${spot ? 'прерываемая' : 'обычная'}; цена неизвестна`,
    interrupted: (most) =>
      `Прерываемую машину могут остановить в любой момент, самое позднее через ${most}; диск останется. С --on-demand она не прервётся.`,
    until: (time, left) => `отмечена как нужная до ${time} (${left}); дальше работает, пока её не остановят`,
    newDisk: (size, type, price) => `Новый диск: ${size}${type}${price}. Он останется, когда машину остановят.`,
    needs: (size) => `Диск ${size}: столько нужно образу.`,
    sameDisk: (name, price) => `Всё записанное остаётся на диске ${name}${price}.`,
    local: (size) => `У этой конфигурации ${size} на самом хосте: они пропадают, когда машина останавливается.`,
    noKey: 'SSH-ключ не настроен: войти можно только так, как предусмотрено в образе.',
  },
  ko: {
    starting: (name) => `${name} 시작 중`,
    spot: (price, full) => (full === '' ? `${price} 스팟` : `${price} 스팟 (온디맨드 ${full})`),
    onDemand: (price) => `${price} 온디맨드`,
    noPrice: (spot) => `${spot ? '스팟' : '온디맨드'}, 가격 미상`,
    interrupted: (most) =>
      `스팟 머신은 언제든, 늦어도 ${most} 뒤에는 중단될 수 있습니다. 디스크는 남습니다. --on-demand를 쓰면 중단되지 않습니다.`,
    until: (time, left) => `${time}까지 필요하다고 표시됨 (${left}). 그 뒤에도 누군가 중지할 때까지 계속 실행됩니다`,
    newDisk: (size, type, price) => `새 디스크: ${size}${type}${price}. 머신을 중지해도 남습니다.`,
    needs: (size) => `디스크 ${size}: 이미지에 그만큼 필요합니다.`,
    sameDisk: (name, price) => `기록한 내용은 모두 디스크 ${name}에 남습니다${price}.`,
    local: (size) => `이 사양은 호스트 자체에 ${size}가 있으며, 머신이 멈추면 사라집니다.`,
    noKey: 'SSH 키가 설정되지 않았습니다. 이미지에 있는 로그인 방법만 쓸 수 있습니다.',
  },
});

/** "Starting gpu-vm-… · base-image, 12 GB · GL10 A100 · ru-7a" */
export const startingTitle = (input: CreateMachine, l: Locale): string =>
  [say(l).starting(input.name), from(input, l), flavorWords(input.flavor), input.zone]
    .filter((word) => word !== undefined)
    .join(' · ');

/** What it costs, what it is made of, and what a person should know before it is there. */
export function startingAbout(input: CreateMachine, l: Locale): readonly Block[] {
  const { source, flavor } = input;
  const disk = newDisk(source);
  const lines = [
    costLine(input, l),
    ...(input.until ? [untilLine(input.until, l)] : []),
    ...(input.quotas ?? []).map((line) => line[l]),
    ...(disk ? [newDiskLine(disk, l)] : []),
    ...(disk && source.from === 'image' && disk.size === source.minDisk ? [say(l).needs(gigabytes(disk.size, l))] : []),
    ...(source.from === 'disk'
      ? [say(l).sameDisk(source.name, source.price ? `, ${monthly(source.price, l)}` : '')]
      : []),
    ...(input.spot && input.spotAtMost !== undefined ? [say(l).interrupted(duration(input.spotAtMost, l))] : []),
    ...(flavor.localDisk > 0 ? [say(l).local(gigabytes(flavor.localDisk, l))] : []),
    ...(input.login.by === 'image' ? [say(l).noKey] : []),
  ];
  return lines.map((text) => ({ kind: 'note', text }));
}

/** "≈ 92 ₽/h spot (on demand ≈ 210 ₽/h)" */
export function costLine({ price, onDemand, spot }: CreateMachine, l: Locale): string {
  if (!price) return say(l).noPrice(spot);
  return spot ? say(l).spot(hourly(price, l), onDemand ? hourly(onDemand, l) : '') : say(l).onDemand(hourly(price, l));
}

export const untilLine = (until: NonNullable<CreateMachine['until']>, l: Locale): string =>
  say(l).until(moment(until.at), duration(until.lasting, l));

const from = ({ source }: CreateMachine, l: Locale): string =>
  source.from === 'image' && source.bytes !== undefined ? `${source.name}, ${bytes(source.bytes, l)}` : source.name;

function newDiskLine(disk: NonNullable<ReturnType<typeof newDisk>>, l: Locale): string {
  const type = disk.type === undefined ? '' : ` ${disk.type}`;
  return say(l).newDisk(gigabytes(disk.size, l), type, disk.price ? `, ${monthly(disk.price, l)}` : '');
}
