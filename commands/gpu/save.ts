import { defineCommand, flag, maybe, maybeNewName, phrases, text } from '#kit';
import { chooseMachine } from '#operations/choose-machine.ts';
import { keepIp } from '#operations/keep-ip.ts';
import { orderSave } from '#operations/order-save.ts';
import { saveMachine } from '#operations/save-machine.ts';
import { machineNames } from '#operations/suggest.ts';

const say = phrases({
  en: {
    about: "Save a machine as an image, and on the bot's host; remove it afterwards if you like",
    machine: 'Which machine',
    name: 'Name of the image; made of the machine and the time when left out',
    download: "Download the image to the bot's host as well",
    output: "File or folder on the bot's host, inside its folder for images",
    quiet: 'Shut the machine down while its disk is copied',
    cleanup: 'Afterwards remove machine, disk, address, and a downloaded image in the cloud',
    force: 'Overwrite the file that is there',
  },
  ru: {
    about: 'Сохранить машину как образ и на хосте бота; при желании затем удалить',
    machine: 'Какую машину',
    name: 'Имя образа; без него составляется из машины и времени',
    download: 'Скачать образ и на хост бота',
    output: 'Файл или папка на хосте бота, внутри его папки образов',
    quiet: 'Выключить машину, пока копируется диск',
    cleanup: 'Затем удалить машину, диск, адрес и скачанный образ в облаке',
    force: 'Перезаписать файл, который там лежит',
  },
  ko: {
    about: '머신을 이미지로, 원하면 봇 호스트에도 저장하고 이후 삭제',
    machine: '어느 머신',
    name: '이미지 이름. 생략하면 머신 이름과 시각으로 만듭니다',
    download: '이미지를 봇 호스트에도 내려받기',
    output: '봇 호스트의 이미지 폴더 안에 있는 파일 또는 폴더',
    quiet: '디스크를 복사하는 동안 머신을 종료',
    cleanup: '이후 머신, 디스크, 주소와 내려받은 클라우드 이미지를 삭제',
    force: '이미 있는 파일을 덮어쓰기',
  },
});

export default defineCommand({
  name: 'gpu save',
  about: (l) => say(l).about,
  permission: 'gpu:save',
  danger: 'removes',
  examples: ['gpu save gpu-work-1 --name my-work', 'gpu save gpu-work-1 --download --cleanup'],
  args: {
    machine: text((l) => say(l).machine, { bare: true, suggest: machineNames }),
    name: maybeNewName((l) => say(l).name),
    download: flag((l) => say(l).download),
    output: maybe((l) => say(l).output, { most: 1000 }),
    quiet: flag((l) => say(l).quiet),
    cleanup: flag((l) => say(l).cleanup),
    keepIp: flag(keepIp.about),
    force: flag((l) => say(l).force),
  },
  async run({ machine: typed, download, output, ...order }, turn) {
    const machine = await chooseMachine(turn, typed, 'gpu save');
    const wanted = { ...order, output, download: download || output !== undefined };
    return turn.start(saveMachine, await orderSave(turn, machine, wanted));
  },
});
