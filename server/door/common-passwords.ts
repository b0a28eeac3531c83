/**
 * What everybody tries first. Both lists are the heads of the frequency list of zxcvbn 4.4.2 (Dropbox, MIT), made from
 * leaked passwords; coarse words are left out.
 */

/** The most common passwords of ten and more characters; shorter ones are refused for their length. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  words(`
qwertyuiop 1234567890 q1w2e3r4t5 1q2w3e4r5t 4815162342 123456789a 12345qwert 1234554321 password123 123456789q
1029384756 123qweasdzxc soso123aljg manchester 1qaz2wsx3edc 12345678910 q1w2e3r4t5y6 1123581321 qwerty12345
1q2w3e4r5t6y mailcreated5240 nuttertools 1122334455 qazwsxedcrfv 123456qwerty 1234567890q terminator
qwerty123456 enterprise 123456789z poiuytrewq rjirfrgbde fktrcfylhf polniypizdec0211 sojdlg123aljg a123456789
translator qwerty1234 undertaker multiplelo motherlode rjycnfynby syncmaster aleksandra salamander montgom240
sersolution leavemealone realmadrid tinkerbell 123456654321 dragonball playstation ghostrider 1234567890a
1357924680 7ugd5hip2j gfhjkmgfhjkm 9293709b13 microphone 1234567891 vsjasnel12 yjdsqgfhjkm qazwsxedc123
strawberry anastasiya zxcvbnm123 harrypotter mypassword password12 qwert12345 abrakadabra alessandro 123456789s
good123654 7894561230 konstantin highlander ghjcnjgfhjkm tokiohotel sonyericsson evangelion zxcasdqwe123
liverpool1 pufunga7782 hellokitty ironmaiden ghhh47hj7649 roadrunner intercourse htubcnhfwbz 12345qwerty
123456789m vqsablpzla skateboard q123456789 friendster 123456789d vfntvfnbrf 0192837465 alexander1 nthvbyfnjh
azertyuiop 123456789qwe 1qazxsw23edc password01 1234567899 1234509876 password99 madagaskar dragonballz
abracadabra rfhfvtkmrf ronaldinho supersonic ghjcnbnenrf qwerasdfzxcv greedisgood qweasdzxc123 metallica1
flvbybcnhfnjh 123456789r nopassword 123456789987654321 blackberry 1020304050 112233445566 z1x2c3v4b5 mastermind
1357908642 123456789v q1q2q3q4q5 finalfantasy ghbdtnrfrltkf 1z2x3c4v5b spiderman1 0987654321q websolutions
1234567890z 123456789o losangeles a1b2c3d4e5 987654321a christophe wachtwoord chickenwing101 1qaz2wsx3edc4rfv
a1s2d3f4g5 3rjs1la7qe quant4307s password11 ghbdtndctv groupd2013 vflfufcrfh babemagnet lamborghini
justinbieber lockerroom casablanca armageddon contortionist knickerless evanescence qawsedrftg 1a2s3d4f5g
qazwsxedc1 comicbookdb motdepasse braveheart porsche911 newproject2004 j3qq4h7h2v 1213141516 yfnfitymrf
123456789p maximilian needforspeed devilmaycry shevchenko montecarlo 123456789l businessbabe zxcvb12345
1a2b3c4d5e charlie123 123456789123 callofduty 12345678900 volkswagen 0000000000o spartan117
12345654321 maurolarastefy pathfinder asdfg12345 watermelon astalavista summertime domainlock2005`),
);

/** The most common words in passwords of any length; with digits and signs around they are no better. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  words(`
password qwerty dragon baseball football monkey letmein shadow master mustang qwertyuiop superman qazwsx jordan
killer trustno hunter harley zxcvbnm asdfgh buster batman soccer tigger charlie sunshine iloveyou ranger hockey
computer starwars pepper klaster zxcvbn freedom princess maggie ginger cheese summer chelsea dallas matrix
yankees corvette austin access thunder merlin secret diamond hello hammer silver gfhjkm internet samantha
golfer scooter orange cookie qwert maverick sparky phoenix mickey bigdog snoopy guitar whatever chicken camaro
mercedes peanut ferrari falcon cowboy welcome samsung steelers smokey dakota arsenal boomer eagles tigers
marina nascar gateway yellow porsche monster spider diablo hannah bulldog junior london purple compaq lakers
iceman hardcore cowboys money banana boston tennis coffee scooby nikita yamaha mother barney brandy chester
oliver player forever rangers midnight chicago bigdaddy redsox angel badboy fender jasper slayer rabbit natasha
marine wizard marlboro raiders prince casper fishing flower jasmine iwantu adidas winter winner gandalf enter
ghbdtn golden cocacola winston madison angels panther spanky sophie asdfasdf toyota tiger canada muffin
liverpool apples passwrd pokemon slipknot qazxsw scorpion qwaszx butter startrek rainbow asdfghjkl newyork
redskins gemini cameron qazwsxedc florida liverpool turtle sierra viking doctor rocket dolphins
captain bandit jaguar packers pookie peaches dolphin helpme theman maxwell qwertyui maddog
hallo passwort kennwort geheim schatz schalke sommer winter fussball berlin hamburg frankfurt ichliebedich
administrator admin root login changeme default guest raspberry raspbian fritzbox fritz router internet linewitness
owner secret server welcome willkommen`),
);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
