import { type Block, type Button, bytes, type Ending, type Fact, type Locale, phrases, type Telling } from '#kit';
import { costOf } from './image-made-card.ts';
import type { MadeImage } from './image-making.ts';
import { keptIps } from './keep-ip.ts';
import { monthlyAtMost } from './price.ts';
import { changedSince, planAsked, type Removal, removalBlocks, removalQuestion } from './removal.ts';
import type { SaveMachine } from './save-machine-input.ts';

const say = phrases({
  en: {
    confirm: 'Asked',
    off: 'Told to shut down',
    quiet: 'Shut down',
    image: 'Image begun',
    free: 'Image begun, the machine being gone',
    ready: 'Disk copied into it',
    on: 'Told to start again',
    fetch: 'Image fetched',
    place: 'File in its place',
    still: 'Nothing changed since',
    address: 'Address released',
    machine: 'Machine removed',
    gone: 'Machine gone',
    disk: 'Disk removed',
    diskGone: 'Disk gone',
    cloudImage: 'Image removed in the cloud',
    title: (machine: string, image: string) => `Saving ${machine} as image ${image}`,
    done: (machine: string, image: string) => `${machine} is saved as image ${image}`,
    doneFile: (machine: string) => `${machine} is saved on the bot's host`,
    failed: (machine: string) => `${machine} was not saved`,
    live: (machine: string) =>
      `${machine} goes on running: the image is what its disk holds at one moment, as after a power cut. --quiet shuts it down for that time.`,
    shut: (machine: string) => `${machine} is shut down first, so that the image is clean.`,
    last: 'This goes only after everything is saved and checked; the machine before that, where the cloud copies only free disks:',
    file: "File on the bot's host",
    size: 'Size',
    checked: 'Checked',
    cost: 'Image costs',
    start: 'Start a machine from it',
    upload: 'Upload it again',
    stop: 'Stop the machine',
  },
  ru: {
    confirm: 'Подтверждение',
    off: 'Отправлена команда выключения',
    quiet: 'Выключена',
    image: 'Образ начат',
    free: 'Образ начат, машины уже нет',
    ready: 'Диск скопирован в образ',
    on: 'Отправлена команда включения',
    fetch: 'Образ скачан',
    place: 'Файл на месте',
    still: 'С тех пор ничего не изменилось',
    address: 'Адрес освобождён',
    machine: 'Машина удалена',
    gone: 'Машина исчезла',
    disk: 'Диск удалён',
    diskGone: 'Диск исчез',
    cloudImage: 'Образ удалён в облаке',
    title: (machine, image) => `Сохраняю ${machine} как образ ${image}`,
    done: (machine, image) => `${machine} сохранена как образ ${image}`,
    doneFile: (machine) => `${machine} сохранена на хосте бота`,
    failed: (machine) => `${machine} не сохранена`,
    live: (machine) =>
      `${machine} продолжит работать: в образ попадёт содержимое диска на один миг, как после отключения питания. С --quiet она на это время выключается.`,
    shut: (machine) => `${machine} сначала выключается, чтобы образ был чистым.`,
    last: 'Удаляется, только когда всё сохранено и проверено; машина раньше, если облако копирует только свободные диски:',
    file: 'Файл на хосте бота',
    size: 'Размер',
    checked: 'Проверен',
    cost: 'Образ стоит',
    start: 'Запустить из него машину',
    upload: 'Загрузить обратно',
    stop: 'Остановить машину',
  },
  ko: {
    confirm: '확인',
    off: '종료 요청',
    quiet: '종료됨',
    image: '이미지 시작',
    free: '머신 삭제 후 이미지 시작',
    ready: '디스크 복사',
    on: '다시 시작 요청',
    fetch: '이미지 받기',
    place: '파일 배치',
    still: '변경 없음 확인',
    address: '주소 반납',
    machine: '머신 삭제',
    gone: '머신 사라짐',
    disk: '디스크 삭제',
    diskGone: '디스크 사라짐',
    cloudImage: '클라우드 이미지 삭제',
    title: (machine, image) => `${machine} 머신을 ${image} 이미지로 저장 중`,
    done: (machine, image) => `${machine} 머신을 ${image} 이미지로 저장했습니다`,
    doneFile: (machine) => `${machine} 머신을 봇 호스트에 저장했습니다`,
    failed: (machine) => `${machine} 머신을 저장하지 못했습니다`,
    live: (machine) =>
      `${machine} 머신은 계속 실행됩니다. 이미지에는 전원이 갑자기 꺼졌을 때처럼 그 순간의 내용이 담깁니다. --quiet를 쓰면 그동안 종료합니다.`,
    shut: (machine) => `깨끗한 이미지를 위해 먼저 ${machine} 머신을 종료합니다.`,
    last: '모두 저장하고 확인한 뒤에만 삭제합니다. 클라우드가 쓰지 않는 디스크만 복사하면 머신은 그 전에 삭제합니다.',
    file: '봇 호스트의 파일',
    size: '크기',
    checked: '검증',
    cost: '이미지 비용',
    start: '이 이미지로 머신 시작',
    upload: '다시 업로드',
    stop: '머신 중지',
  },
});

export const saveMachineOutline = {
  confirm: (l: Locale) => say(l).confirm,
  off: (l: Locale) => say(l).off,
  quiet: (l: Locale) => say(l).quiet,
  image: (l: Locale) => say(l).image,
  free: (l: Locale) => say(l).free,
  ready: (l: Locale) => say(l).ready,
  on: (l: Locale) => say(l).on,
  fetch: (l: Locale) => say(l).fetch,
  place: (l: Locale) => say(l).place,
  still: (l: Locale) => say(l).still,
  address: (l: Locale) => say(l).address,
  machine: (l: Locale) => say(l).machine,
  gone: (l: Locale) => say(l).gone,
  disk: (l: Locale) => say(l).disk,
  diskGone: (l: Locale) => say(l).diskGone,
  cloudImage: (l: Locale) => say(l).cloudImage,
};
export type Saving = keyof typeof saveMachineOutline;

export interface SavedMachine extends MadeImage {
  /** What went once it was saved. */
  readonly gone?: Removal;
}

export const tellSaveMachine: Telling<SaveMachine, SavedMachine, Saving> = {
  title: ({ machineName, name }, l) => say(l).title(machineName, name),
  about,
  done,
  failed: ({ machineName }, l) => say(l).failed(machineName),
  question(_, asked, { machineName, cleanup }, l, before) {
    const was = before && { plan: before.asked, at: before.at };
    const changed = cleanup && changedSince(planAsked(asked, cleanup), was, l);
    return removalQuestion(machineName, l, changed);
  },
};

function about(input: SaveMachine, l: Locale, asked?: unknown): readonly Block[] {
  const { machineName, running, quiet, file, price, cleanup } = input;
  const facts: readonly Fact[] = [
    ...(file === undefined ? [] : ([[say(l).file, file]] as const)),
    ...(price && !(cleanup && file !== undefined) ? ([[say(l).cost, monthlyAtMost(price, l)]] as const) : []),
  ];
  return [
    ...(running ? [{ kind: 'text', text: quiet ? say(l).shut(machineName) : say(l).live(machineName) } as const] : []),
    ...(facts.length === 0 ? [] : [{ kind: 'facts', facts } as const]),
    ...(cleanup ? [{ kind: 'text', text: say(l).last } as const, ...removalBlocks(planAsked(asked, cleanup), l)] : []),
  ];
}

function done(saved: SavedMachine, input: SaveMachine, l: Locale): Ending {
  const { machineName, machine, name, cloud, file, cleanup, release, ips = [] } = input;
  const inCloud = !(cleanup && file !== undefined);
  const title = inCloud ? say(l).done(machineName, name) : say(l).doneFile(machineName);
  const facts: readonly Fact[] = [
    ...(saved.bytes === undefined ? [] : ([[say(l).size, bytes(saved.bytes, l)]] as const)),
    ...(file !== undefined && saved.hash
      ? ([[say(l).checked, `${saved.hash.algorithm} ${saved.hash.value}`]] as const)
      : []),
    ...(inCloud ? costOf(saved, input, l).map((cost) => [say(l).cost, cost] as const) : []),
  ];
  const buttons: readonly Button[] = [
    ...(inCloud ? [{ label: say(l).start, press: { command: 'gpu start', args: { image: saved.image, cloud } } }] : []),
    ...(file !== undefined && !inCloud
      ? [{ label: say(l).upload, press: { command: 'image upload', args: { file, name, cloud } } }]
      : []),
    ...(cleanup ? [] : [{ label: say(l).stop, press: { command: 'gpu stop', args: { machine, cloud } } }]),
  ];
  return {
    title,
    blocks: [
      ...(file === undefined ? [] : [{ kind: 'code', code: file } as const]),
      ...(facts.length === 0 ? [] : [{ kind: 'facts', facts } as const]),
      ...(saved.gone ? removalBlocks(saved.gone, l) : []),
    ],
    buttons,
    ...keptIps(cleanup && !release ? ips : [], l),
    ping: title,
  };
}
