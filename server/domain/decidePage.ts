import { hardestGround, leastContrast, type Mode } from './accent.ts';
import type { CommandOf, Decision, Moment, State } from './command.ts';
import { printContrast } from './contrast.ts';
import { embedPositions, isColor } from './embed.ts';
import { isLanguage, languages } from './language.ts';
import { FieldProblems } from './refusal.ts';
import { isTimeZone } from './timeZone.ts';
import { checkPolicy } from './uptime.ts';
import { isWebAddress } from './webAddress.ts';

/** Names the page, chooses its zone, its language and colours, its rule of availability, its texts and its links. */
export function configurePage(state: State, command: CommandOf<'configurePage'>, moment: Moment): Decision {
  const problems = new FieldProblems();
  problems.name('name', command.name);
  if (command.timeZone !== undefined && !isTimeZone(command.timeZone)) {
    problems.add('time_zone', 'must be an IANA time zone such as Europe/Berlin or Etc/UTC');
  }
  if (command.policy) {
    for (const problem of checkPolicy(command.policy))
      problems.add(`policy.${problem.path}`, problem.message);
  }
  checkText(problems, 'page_description', command.description, 2_000);
  checkText(problems, 'headline', command.headline, 255);
  checkAddress(problems, 'url', command.websiteUrl, ['http:', 'https:']);
  checkAddress(problems, 'support_url', command.supportUrl, ['http:', 'https:', 'mailto:']);
  if (command.language !== undefined && !isLanguage(command.language)) {
    problems.add('language', `must be one of ${languages.join(', ')}`);
  }
  checkAccent(problems, 'accent_color', command.accentColor, 'light');
  checkAccent(problems, 'accent_color_dark', command.accentColorDark, 'dark');
  checkEmbed(problems, command.embed ?? {});
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const page = {
    ...state.page,
    name: command.name?.trim() ?? state.page.name,
    timeZone: command.timeZone ?? state.page.timeZone,
    policy: command.policy ?? state.page.policy,
    description: command.description === undefined ? state.page.description : command.description,
    headline: command.headline === undefined ? state.page.headline : command.headline,
    websiteUrl: command.websiteUrl === undefined ? state.page.websiteUrl : command.websiteUrl,
    supportUrl: command.supportUrl === undefined ? state.page.supportUrl : command.supportUrl,
    hiddenFromSearch: command.hiddenFromSearch ?? state.page.hiddenFromSearch,
    language: command.language ?? state.page.language,
    accentColor: command.accentColor === undefined ? state.page.accentColor : command.accentColor,
    accentColorDark:
      command.accentColorDark === undefined ? state.page.accentColorDark : command.accentColorDark,
    embed: { ...state.page.embed, ...command.embed },
    namedAt: command.name === undefined && command.timeZone === undefined ? state.page.namedAt : moment.now,
    updatedAt: moment.now,
  };
  const same = JSON.stringify(page) === JSON.stringify({ ...state.page, updatedAt: page.updatedAt });
  return { changes: same ? [] : [{ put: 'page', page }], subjectId: page.id };
}

function checkText(
  problems: FieldProblems,
  path: string,
  text: string | null | undefined,
  longest: number,
): void {
  if (text && text.length > longest) problems.add(path, `must have at most ${longest} characters`);
}

function checkAddress(
  problems: FieldProblems,
  path: string,
  address: string | null | undefined,
  schemes: readonly string[],
): void {
  if (address && !isWebAddress(address, schemes)) {
    problems.add(path, `must be an address that begins with ${schemes.join(', ')}`);
  }
}

function checkAccent(
  problems: FieldProblems,
  path: string,
  color: string | null | undefined,
  mode: Mode,
): void {
  if (color === undefined || color === null) return;
  if (!isColor(color)) {
    problems.add(path, 'must be a colour such as #1a2b3c');
    return;
  }
  const { ground, ratio } = hardestGround(color, mode);
  if (ratio < leastContrast) {
    problems.add(
      path,
      `must have a contrast of at least ${leastContrast}:1 to be readable; ${color} on the background ${ground} has ${printContrast(ratio)}:1`,
    );
  }
}

function checkEmbed(problems: FieldProblems, embed: NonNullable<CommandOf<'configurePage'>['embed']>): void {
  const { position, ...colors } = embed;
  if (position !== undefined && !embedPositions.includes(position)) {
    problems.add('position', `must be one of ${embedPositions.join(', ')}`);
  }
  for (const [key, color] of Object.entries(colors)) {
    if (!isColor(color)) problems.add(key, 'must be a colour such as #1a2b3c');
  }
}
