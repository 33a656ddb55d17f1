/** What the passwords that are tried first are made of, the most of them by adding digits or swapping letters. */
const words = new Set(
  `
aaaa aabbcc abc abcabc abcd abcde abcdef abcdefg abcdefgh abcdefghi abracadabra access admin administrator
alejandro alexander alexandra alpha always amanda amazing america american amour andrea andreas andrew
android angel angels anna anthony antonio anything apple april aragorn arsenal asdf asdfasdf asdfgh asdfghjk
asdfghjkl asdfjkl ashley asshole audi august australia autumn avengers awesome azerty azertyuiop babe baby
babyboy babygirl backup bailey banana barbara barcelona baseball basketball batman beatles beautiful bella
berlin bestfriend bgt bienvenido bienvenue bigdick bitch black blessed blink blue bmw bond bonjour boston
brandon brasil bravo brazil brian broncos brother buddy budweiser bullshit business buster butter butterfly
california camaro camille canada candor candy carlos casino cde change changeme charlie cheese cheetah
chelsea cherry chicago china chloe chocolate chouchou christ christian church ciao cisco cocacola cocksucker
coco coffee college company computer contrasena cookie cool corona corvette cowboy cowboys crazy crystal
cutie dad daddy daisy dallas daniel danielle darling database david debian december default delta demo
denver deutschland diamond diego disney docker doctor dodgers doggie dollar dolphin dolphins doudou dragon
eagle echo edc edcrfv edward elephant elizabeth eminem england enter entrar everything example facebook
faith falcon fall family fantastic father february felix fernando ferrari florian florida flower flowers
football forever fortnite foxtrot france francisco freedom friday friend friends frodo fruehling fuck
fuckoff fuckyou gabriel gamma gandalf garfield geheim george germany ghost ginger github gitlab god
godisgood golden golf golfer google gorgeous grandma green gryffindor guest guitar hallo hamster handsome
harley harrypotter haslo heather heaven hello helpdesk herbst hermione hiphop hobbit hockey hogwarts hola
honda honey horse hottie hulk hunter ilovegod ilovehim iloveme ilovemyself iloveu iloveyou incident india
instagram internet iphone ironmaiden ironman isabella italy jackdaniels james january japan jason javascript
jennifer jessica jesus jesuschrist john jordan jose joseph joshua juan julia julien july june justin
juventus katharina kevin killer kitten kitty kubernetes lakers laura lauren lawyer legolas letmein liberty
lily linda linux lion lisa liverpool lkjhgfdsa login logmein london loser lottery loulou love lovely loveme
lover loveyou lucky luis lukas maggie magic manager manchester march maria marine markus marlboro maverick qwaszx martin
master matrix matthew max maximilian melissa mercedes merlin metallica mexico michael michelle mickey
microsoft miguel milan million minecraft minnie mju mnbvcxz molly mom mommy monday money monitor monitoring
monkey moscow motdepasse mother motorola music mustang mylove mypassword mysql mystery naruto network
newpassword newyork nhy nicholas nicolas nicole ninja nintendo nirvana nokia nopassword nothing november
nurse october office oldpassword omega opensesame operations operator oracle orange oscar pablo packers
pakistan panda panther paris parola pass passme passpass passphrase passw passwd password passwort pasword
patricia patrick patriots peaches pedro penguin pepper pepsi perfect peter phoenix pierre pikachu pirate
pizza platinum playstation poiuytrewq pokemon police ponies porsche postgres pretty princess private public
puppy purple pussy pwd python qaz qazwsx qazwsxedc qazxsw qwe qweasd qweasdzxc qweqwe qwer qwerqwer qwerty
qwertyu qwertyui qwertyuiop qwertz qwertzuiop rabbit rachel rafael raiders rainbow ranger realmadrid redbull
redhat redsox rfv rfvtgb richard robert rocknroll rockstar rocky root rose rosebud russia ryan salut
samantha sammy sample samsung samurai sandra sarah saturday school sebastian secret secreto security senha
september server service sesame sexy shadow shithead sierra sigma silver simba sister skater slipknot snoopy
soccer sofia softball soleil something sommer spain spiderman spring startfinish startrek starwars status
statuspage steelers stefan stephanie steven student stupid success sugar summer sunday sunshine supergirl
superman supersecret superstar superuser support surfer sweet sweetheart sweetie sydney system tango teacher
temp temporary tennis test tester testing tests texas thepassword thomas thor thursday tiger tigger tobias
tokyo toor topsecret toyota truelove trustno trustnoone tuesday turtle twitter ubuntu university uptime user
valentina vampire vanilla vfr victor victoria voldemort volkswagen volleyball wachtwoord warcraft wednesday
welcome werewolf whatever white wilkommen william willkommen windows winner winter wizard wolf wolverine
word wsx wsxedc xbox xsw xyz yamaha yankees yellow yourpassword youtube yxcvbnm zaq zaqwsx zombie zulu zxcv
zxcvbn zxcvbnm zxcvbnmasdfghjkl
`
    .trim()
    .split(/\s+/),
);

/** How people write letters to have "special characters". */
const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Whether a password is one that guessers try first: one of the words, alone or repeated, with up to six digits and
 * signs before or after it, in any case, with letters swapped for digits; nothing but digits in the length of a date
 * or of a telephone number; one or two characters over and over; a run along the keyboard or the alphabet.
 */
export function isGuessable(password: string): boolean {
  const folded = password.toLowerCase();
  if (/^[\d\W_]{1,12}$/.test(folded) || /^(.{1,4}?)\1+.?$/.test(folded) || isRun(folded)) return true;
  const bare = folded.replace(/^[^a-z]{0,6}|[^a-z]{0,6}$/g, '');
  return [folded, bare, undisguised(folded), undisguised(bare), undisguised(folded).replace(/i+$/, '')].some(
    (candidate) => words.has(candidate) || isTwoWords(candidate),
  );
}

function undisguised(text: string): string {
  return [...text].map((character) => disguises[character] ?? character).join('');
}

/** `passwordpassword`, `adminadmin`, `welcomehome` is none. */
function isTwoWords(text: string): boolean {
  const middle = text.length / 2;
  return text.slice(0, middle) === text.slice(middle) && words.has(text.slice(0, middle));
}

const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  '1234567890qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1q2w3e4r5t6z7u8i9o0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
  'zaq12wsxcde34rfvbgt56yhnmju78',
  'a1b2c3d4e5f6g7h8',
  '1a2b3c4d5e6f7g8h',
];
const backwards = runs.map((run) => [...run].reverse().join(''));

/** A run, also with digits or signs after it, or two runs of four or more. */
function isRun(text: string): boolean {
  const isPart = (part: string): boolean => [...runs, ...backwards].some((run) => run.includes(part));
  const letters = text.replace(/[^a-z0-9]+$/, '');
  const stem = letters.replace(/\d{1,4}$/, '');
  if (isPart(letters) || (stem.length >= 4 && isPart(stem))) return true;
  for (let middle = 4; middle <= letters.length - 4; middle += 1) {
    if (isPart(letters.slice(0, middle)) && isPart(letters.slice(middle))) return true;
  }
  return false;
}
