//! The dangers that are listened for: the words that speak of each, and where it is answered.
//!
//! A rule is a few words that must all be typed, in this order, with at most five other words between two of them.
//! `|` parts words of which one is enough. `*` stands for any ending. A word after `+` follows directly. `~` also
//! hears a word that is misspelt. `.` is the end, `#` an age from 18 and `^` one below. `{child}` and the like stand for the lists below.
//! After `&` the words may be typed in any order and anywhere.
//! A rule after `?` is not heard where somebody asks how to set or stop something, and one after `=` only where nothing
//! else is said.
//!
//! A missed danger is worse than help shown once too often; but help that is always there is not seen any more, so a
//! rule must not fit ordinary questions. To add one, add a line here, and a question that it is for and one that it must
//! leave alone to the tests of `danger.rs`.

/// A danger.
#[derive(Debug, PartialEq)]
pub struct Danger {
    /// What has happened, as the countries' pages name it: the first that a country's page has.
    pub needs: &'static [&'static str],
    /// The pages whose "What to do now" answers.
    pub topics: &'static [&'static str],
    /// The words that speak of it.
    pub rules: &'static [&'static str],
}

/// The lists that stand in rules by their names.
pub const NAMED: &[(&str, &str)] = &[
    // Somebody's child, as parents say it.
    (
        "{child}",
        "child|childs|children|kid|kids|son|sons|daughter|daughters|boy|boys|girl|girls|teen|teenager|he|hes|him|his|\
         she|shes|her|grandson|granddaughter|stepson|stepdaughter|nephew|niece|lad|year|yr|yo",
    ),
    (
        "{kid}",
        "child|childs|children|kid|kids|son|sons|daughter|daughters|boy|girl|teen|teenager|she|shes|grandson|\
         granddaughter|stepson|stepdaughter|nephew|niece",
    ),
    // What makes a picture a sexual one.
    ("{nude}", "nude|nudes|naked|topless|sexual|intimate|explicit|dick|undressed|underwear"),
    (
        "{picture}",
        "picture|pictures|pic|pics|photo|photos|image|images|video|videos|nude|nudes|selfie|selfies|screenshot*",
    ),
    // Somebody whom the child may not know.
    (
        "{somebody}",
        "stranger|strangers|someone|somebody|man|men|guy|bloke|adult|adults|person|older|boyfriend|girlfriend|boy|girl|\
         friend|weirdo",
    ),
    // Grown-ups who are not trusted, and those who are.
    (
        "{adult}",
        "man|men|mans|guy|guys|bloke|blokes|adult|adults|older|grown|weirdo|creep|perv|pervert|paedo|pedo|paedophile|\
         predator|nonce",
    ),
    (
        "{trusted}",
        "teacher|coach|tutor|uncle|stepdad|stepfather|stepbrother|grandad|grandfather|neighbour|vicar|priest|leader|\
         instructor|babysitter|boss|carer",
    ),
    (
        "{talk}",
        "talked|talking|talks|chatted|chatting|chats|speaking|speaks|messaged|messaging|messages|texted|texting|texts|\
         dming|dmed|dms|contacted|contacting|contacts|writing|writes|flirt*|befriend*",
    ),
    ("{ask}", "asked|asking|asks|demand*|pressur*|wants|begging"),
    ("{share}", "send|sends|post|posts|share|shares|leak|leaks|publish|show|expose|upload|put"),
    ("{self}", "himself|herself|themselves|themself|hisself|myself|itself"),
    ("{online}", "online|internet|web|snapchat|roblox|discord|instagram|chat|app|game|snap|insta|tiktok|fortnite"),
    ("{money}", "money|cash|bitcoin|crypto|pounds|quid|gift|voucher*|vouchers|payment"),
    ("{drugs}", "drug|drugs|weed|coke|cocaine|ketamine|package*|parcel*"),
    ("{weapon}", "knife|knives|gun|machete|weapon|weapons|blade|zombie"),
    ("{pills}", "pill|pills|tablets|paracetamol|ibuprofen|meds|medicine|antidepressants|bleach"),
    ("{people}", "someone|somebody|people|everyone|teacher*|school|classmate*|pupils|women|me|us|him|her|them|his|my"),
];

/// The dangers; the first is answered first where more than one is heard and they are told equally well.
pub static DANGERS: &[Danger] = &[
    // Calls for help that say nothing else.
    Danger {
        needs: &["danger-now"],
        topics: &["if-you-find-something"],
        rules: &[
            "=help|urgent|urgently|emergency|sos|999|112|911|000|111|police|ambulance|danger|scared|frightened|terrified|desperate|crisis",
            "call|ring|phone|dial|need|want +police|ambulance +.|now|please",
            "call|ring|phone|dial|need|want +the|an +police|ambulance +.|now|please",
        ],
    },
    // Danger now.
    Danger {
        needs: &["danger-now"],
        topics: &[],
        rules: &[
            "immediate +danger",
            "danger +now",
            "in +danger",
            "life in|at danger|risk",
            "call|ring|phone|dial 999|911|112|000|111",
            "hurt|hurting|beaten|stabbed|attacked {child}",
            "~kidnapped|kidnap|~abducted|abduction",
            "~overdose|overdosed|overdosing",
            "taken|took|taking|swallowed|swallowing {pills}",
            "follow* {child} home|street|bus|school|car|walking",
            "stalk* my|our|us|me|{child}",
            "{adult}|stranger|someone|somebody|car|van waiting|watching|hanging|stands|standing|sitting outside|near|school|house",
            "someone|somebody|stranger|{adult}|they|who know|knows|found where we|she|he|i|they +live|lives",
            "in|into stranger|strangers|mans +car|van",
            "{weapon} bag|room|bedroom|school|threat*|coat|jacket|pillow|bed",
            "threat* kill|hurt|stab|rape|shoot|attack|house",
            "to|gonna|wanna +kill|stab|shoot|murder|bomb {people}",
            "someone|somebody|man|they|stranger at|outside|banging door|house|gate|window",
            "jump|jumped|jumping off|from|front bridge|roof|building|window|train|cliff",
            "beat|beaten|beating +up",
            "&bleeding|unconscious|strangled|choking {kid}",
            "drank|drinking|drunk|ate bleach|poison|antifreeze",
            "hit|hits|punched|punches|slapped|choked|burnt +him|her|me|us",
            "picked +up car|van|someone|stranger|man",
            "&stabbed|shot {kid}",
        ],
    },
    // Suicide, self-harm and eating.
    Danger {
        needs: &["suicide-self-harm"],
        topics: &["self-harm-content"],
        rules: &[
            "~suicide|~suicidal|~selfharm|~anorexia|anorexic|~bulimia|bulimic|thinspo",
            "~overdose|overdosed|overdosing",
            "=~cutting",
            "kill|killing|kills|killed|hang|hanging|hanged {self}",
            "end|ending|take|taking|took his|her|their|own|it +life|all",
            "want|wants|wanted|wish|wishes|wanting die|dead|dying",
            "better off +dead",
            "doesnt|dont|not want|wanna live",
            "doesnt|dont|not want +to +be +here|alive|around",
            "no +point|reason live|living|life|alive",
            "goodbye|suicide +note|letter|message",
            "note|letter|wrote|written goodbye|die|dead",
            "self +harm|harming|harms|harmed",
            "hurt|hurting|hurts|harm|harming|harms|cut|cutting|cuts|burning|starving|starve|starves {self}|arm|arms|wrist|wrists|legs|thighs",
            "marks|scars|scratches|burns arm|arms|wrist|wrists|leg|legs|thighs",
            "blade|blades|razor|razors room|bedroom|drawer|sharpener",
            "{child} cutting|starving|overdos*",
            "taken|took|taking|swallowed|swallowing {pills}",
            "too +many {pills}",
            "wont|not|isnt|doesnt|stopped|refuses|refusing|hardly|barely eat|eating weigh*|thin|fat|calories|weight|skinny",
            "making|make|makes|made|being {self} +sick|vomit|throw",
            "to|gonna|wanna +end +it|everything|things",
            "jump|jumped|jumping off|from|front bridge|roof|building|window|train|cliff",
            "being|been|throw|throwing|throws +sick|up after|meals|meal|dinner|food|eating",
            "&noose|ligature|slit {child}",
            "kys",
            "kill|hang +yourself|urself|yourselves",
            "ways|how +to +die",
            "?&dying|die|hang {kid}",
            "&burnt|burned|burning|cutting|cut arm|leg|purpose|skin|thigh {child}",
            "hasnt|havent|not|stopped|barely +eaten|eating days|week|weeks|anything",
            "disappear|gone|sleep +forever",
            "hates|hate +himself|herself|life",
            "better|happier without +me|him|her|them",
            "cant +go|carry|take +on|it +anymore|any",
            "drank|drinking|ate bleach|poison|antifreeze",
            "give|given|gave +up +on +life|living",
        ],
    },
    // Blackmail and threats.
    Danger {
        needs: &["blackmail"],
        topics: &["sextortion"],
        rules: &[
            "~blackmail|~blackmailed|~blackmailing|~blackmailer|~blackmails|~sextortion|~sextorted|~extortion|extorted|extorting",
            "~threatened|~threatening|threatens",
            "threat|threats {child}|{share}|kill|hurt",
            "threaten|threatens {child}|to",
            "unless|otherwise pay|pays|paid|money|send|sends|i|we",
            "or they|theyll|he|hell|she|shell {share}|tell|tells|ruin",
            "will|going|gonna|wants|says {share} {picture} friends|family|everyone|school|contacts",
            "they|someone|somebody +will|are|is|keep|gonna {share}|posting|sharing her|his|my|our|the|{child} {picture}",
            "theyll|hell {share} her|his|my|our|the|{child} {picture}",
            "leak|leaked|leaking|leaks {picture}",
            "pay|paid|paying +them",
            "{picture} want|wants|wanted|demand*|asking|paid|pay|paying {money}|more",
            "want|wants|wanted|demand* {money} {picture}|or|else|everyone",
            "sent|paid|gave|transferred {money} {picture}",
            "hacked want|wants|demand* {money}",
            "someone|somebody|they|stranger|hes has|have|got {picture} of +my|our|him|her",
            "made|forced|pressured|being to +pay|send",
            "if|unless he|she|we|i|they +doesnt|dont|wont +pay|send",
            "ruin|destroy his|her|my|our +life",
            "&tricked|conned|forced|pressured {picture}|cam {child}",
            "they|someone|somebody now|have|has|got his|her|the|a|my +{picture}",
            "scammer|scammers|hacker|hackers|stranger have|has|got {picture}",
            "{child} sending|sent gift|steam|itunes|amazon|apple|google +card|cards",
        ],
    },
    // Sexual pictures of a child.
    Danger {
        needs: &["picture-online"],
        topics: &["nude-image-sharing"],
        rules: &[
            "{nude} sent|shared|posted|leaked|sending|asked|asking|asks|demanding",
            "sent|send|sends|sending|shared|posted|asked|asking|asks|ask|demanding|pressured|took {nude}",
            "want|wants|wanted nude|nudes|naked|topless",
            "nude|nudes|naked of +my|our",
            "nude|nudes|naked my|our {child}",
            "{child} +nudes",
            "passing|passed|spreading|circulating {picture}",
            "someone|somebody|they|stranger has|have|got {picture} of +my|our|him|her",
            "?&naked|nudes|topless {kid}",
            "{nude} {picture} of +my|our|her|him",
            "{kid} selling|sells|sold {picture}|underwear|feet|onlyfans",
            "=nudes",
            "nudes +yr|year|group|going|round|around",
            "&nudes group|class|classmate*|school",
            "forcing|forced|forces|pressuring|pressured|pressures|making|makes {kid}|her|him send|take {picture}",
        ],
    },
    // Fakes.
    Danger {
        needs: &["fake-picture", "picture-online"],
        topics: &["ai-deepfakes-nudify"],
        rules: &[
            "fake|ai|deepfake nude|nudes|naked|porn my|our|her|him",
            "~deepfake|~deepfakes|deepfaked|nudified of|my|our {child}|classmate*|my",
            "made|make|makes|making|created fake|ai nude|nudes|naked|porn|sexual",
            "&undress* {kid}",
        ],
    },
    // Grooming.
    Danger {
        needs: &["sexual-contact"],
        topics: &["grooming"],
        rules: &[
            "groomed|~paedophile|paedo|~pedophile|nonce|weirdo|weirdos|creep|creeps|perv|pervs|pervert|perverts",
            "being|been|was +groomed|grooming",
            "grooming +my|our|him|her",
            "groomer|groomers|predator|paedo|pedo|nonce {child}|my|dm|dms|messages|talking",
            "{adult} {talk}|asked|asking|asks|wants|sending|sent|gave|buys|touched {child}",
            "{child} {talk}|boyfriend|seeing|dating {adult}",
            "{child} {talk}|boyfriend|girlfriend|seeing|dating|with # +year|years|yr|yrs|yo",
            "?{child} {talk} stranger|strangers",
            "?{child} {talk} someone|somebody|person|people doesnt|dont|never|not know|met",
            "creepy|weird|inappropriate|pervy|flirty messag*|text*|dm|dms|comment*|request*|man|men|guy|bloke",
            "someone|somebody|stranger|strangers asked|asking|asks|wants {picture}|pics|meet|sex",
            "{somebody}|they|keeps {ask} her|him|son|daughter|child|me {picture}",
            "{ask} for his|her|our|my|their +address|postcode|school",
            "gave|gives|given|giving|told|tells|shared +his|her|our|my|their|out +address|postcode|school someone|somebody|stranger|strangers|online",
            "gave|gives|given|giving|told|tells someone|somebody|stranger|strangers address|postcode|school",
            "{ask} where +he|she|we|they +live|lives",
            "sex|sexual|sexually|explicit message|messages|chat|chats|chatting|talk|talking|text|texts with|from|to",
            "talked|talking|talks|messages|messaging|chatting sexually",
            "had|having|has +sex",
            "sex with {adult}",
            "tricked|forced|pressured|made|talked|convinced|persuaded undress*|strip*|showing|show|flash* {self}|camera|cam|body|private*",
            "&man|bloke|guy|weirdo|pensioner {kid}",
            "&boyfriend|girlfriend online|internet|#",
            "boyfriend|girlfriend|love|friend never|not|hasnt +met",
            "&private parts|part {kid}",
            "take|took|taking|remove|removed clothes|top|shirt|knickers|pants +off",
            "&dating|seeing # {child}",
            "&dick {kid}",
            "love|loves never|not|havent +met",
            "sugar +daddy",
            "?&adult|grownup|pensioner|predator {kid} message|contact|secret|gift|gifts|present|presents",
            "is|hes|shes|aged +# is|hes|shes|only +^",
            "is|hes|shes|aged +^ is|hes|shes +#",
            "to +undress|strip|masturbate",
            "{ask} {child} alone",
            "told|tells|says|said not|dont +tell mum|mom|dad|parents|anyone|us",
            "much|lot|way +older",
        ],
    },
    // A meeting.
    Danger {
        needs: &["meeting"],
        topics: &["fake-profiles-and-strangers"],
        rules: &[
            "meet|meeting|met|meets {somebody} {online}",
            "meet|meeting|meets|met stranger|strangers|man|men|adult|older",
            "going|gone|sneaking|sneaked|snuck|left|off|away to +meet {somebody}|him|her|them",
            "with|see|seeing|visit|visiting {adult}|stranger|strangers|boyfriend|girlfriend met|from {online}",
            "see|visit|visiting|stay|staying someone|somebody|boy|girl|friend met|from {online}",
            "is|shes|hes|gone|went|out|off|alone|left +with man|men|stranger|older|guy|bloke",
            "in|into stranger|strangers|mans +car|van",
            "online|internet|stranger|someone|somebody|man wants|coming|come|visit|visiting our|my|the|her|his +house|home|door",
            "sneak*|snuck +out|off",
            "meet|meeting +him|her|them station|park|hotel|tomorrow|tonight|shops|bus|alone|town|saturday|weekend",
            "meetup with {somebody}|{online}",
            "fly|flying|travel|travelling|train|coach|uber|taxi|ferry see|meet|visit {somebody}",
            "picked +up someone|stranger|man|bloke",
        ],
    },
    // Abuse.
    Danger {
        needs: &["abused-child", "sexual-contact"],
        topics: &["what-happens-when-you-report"],
        rules: &[
            "rape|raped|raping|rapist|molested|molesting|molests",
            "sexually abused|assaulted|touched|harmed",
            "sexual +assault",
            "{child} abused|assaulted|molested|raped",
            "{kid} pregnant",
            "abused|abusing|abuses|molesting|assaulted my|our|him|her|child",
            "being +abused",
            "touch|touched|touches|touching privates|private|inappropriately|sexually",
            "child +abuse",
            "touched|touching|touches my|our|her|him +.|{kid}|little|privates",
            "&private parts|part {kid}",
            "?&assaulted|assault|abused|abusing|molested|fondled|groped {kid}",
            "older +boy|boys|girl|kid|child|cousin|teenager|lad made|makes|forced|touched|touching|hurt {kid}|him|me",
        ],
    },
    // An adult whom the family knows.
    Danger {
        needs: &["adult-worry"],
        topics: &["grooming"],
        rules: &[
            "{trusted} text|texting|texts|texted|dming|touch*|kiss*|hurt*|hit|hits|beat* {child}",
            "?{trusted} messaging|messages|messaged|snapping|snapchatting my|our {kid}",
            "?{trusted} sends|sending|sent snaps|messages|pictures|photos|presents|gifts my|our {kid}",
            "looks|looking|stares|staring {kid}|old|yo funny|weird|weirdly|strange|strangely",
        ],
    },
    // What a child may have done.
    Danger {
        needs: &["harmed-another"],
        topics: &["harmful-sexual-behaviour"],
        rules: &[
            "{child} did|done|hurt|harmed|touched|touching|abused|forced|raped|assaulted another|sister|brother|cousin|younger|classmate|girl|boy",
            "{child} accused rape|touching|assault*|sexual*|abus*",
            "{child} looking|looks|looked|watching|watched|downloaded|searching|searched child +porn|pornography|abuse",
            "{kid} showed|shows|showing|flashed|exposed private|privates|penis|willy|himself",
            "{trusted} into|in her|his|my|our +room|bed|bath|shower",
            "{child} sharing|shared|sending|sent|selling|showing|collecting nudes|naked of +girl|girls|boys|classmates|other|a",
            "{child} groped|groping|grabbed|fondled|hand girl|girls|sister|boobs|bum|skirt|breasts",
            "{child} touched|touching|touches|groped|abused|assaulted|raped|hurt +other|others|kids|children|pupils",
        ],
    },
    // A picture of another child.
    Danger {
        needs: &["found-image"],
        topics: &["if-you-find-something"],
        rules: &["child +porn|pornography", "child +sexual|sex|abuse abuse|picture|pictures|image|images", "csam"],
    },
    // Missing.
    Danger {
        needs: &["child-missing"],
        topics: &[],
        rules: &[
            "~kidnapped|kidnap|~abducted|abduction",
            "child|son|daughter|kid|boy|girl|teenager|he|hes|she|shes +missing",
            "child|son|daughter|kid|boy|girl|teenager|he|she is|has|gone +missing|disappeared|vanished",
            "missing +child|son|daughter|teenager|person",
            "run|ran|runs|running +away",
            "not|didnt|hasnt|never|havent come|came +home",
            "{child} not|didnt|hasnt|never come|came|returned +back|home",
            "cant|cannot|couldnt find|reach +my|our +daughter|son|child|boy|girl|kid +and|anywhere|she|shes|he|hes|since|.",
            "cant|cannot|couldnt find|reach +him|her|them +.|anywhere|and",
            "dont|no know|idea where he|she|hes|shes|they is|went|gone|are|.",
            "not|isnt|wont answering +her|his|my|the +phone|calls",
            "not|hasnt|havent seen +her|him|since",
            "out +all +night",
            "{kid} not|isnt|still +home|back|out",
            "{child} gone|left|disappeared phone +behind|off",
            "sneak*|snuck +out|off",
            "{child} gone|missing|disappeared since|yesterday|days|hours|overnight",
            "{child} left|leaves|ran|climbed house|home|window night|middle|without",
            "{child} not|isnt|wont|stopped +answering|picking|replying|responding|answer|pick +up|.|his|her|phone|calls|to|my",
            "{child} didnt|hasnt|never|not turn|turned|show|showed|arrive|arrived|reached +up|at|home|school|there",
            "hasnt|havent|not +been +home|back|seen",
            "dont|no know|idea +where +my|our {kid}",
            "lost +my|our +son|daughter|child|kid|boy|girl +.|in|at",
            "not|isnt +home +yet",
            "hes|shes +gone +.",
        ],
    },
    // Gangs.
    Danger {
        needs: &["gangs", "danger-now"],
        topics: &["county-lines-and-exploitation"],
        rules: &[
            "trafficked|trafficking|~cuckooing|cuckooed",
            "gang|gangs|dealer|dealers my|our|son|daughter|him|her|child|making|involved",
            "carry|carrying|selling|sells|dealing|deals|running|deliver|delivering|hiding|holding|moving {drugs}|{weapon}",
            "county +line|lines son|daughter|child|he|she|involved",
            "trap +house|phone",
            "disappear*|vanish*|missing comes|coming|came +back|home {money}|trainers|drunk|high|bruises",
            "{weapon} bag|room|bedroom|school|threat*|coat|jacket|pillow|bed",
            "{child} drugs|weed|coke|cocaine|ketamine",
            "{adult} bought|buys|buying|gave|gives {kid} phone|trainers|clothes|money|jacket",
            "?&gang|gangs|dealer|dealers {child}",
            "&owes|owe|debt drug|drugs|dealer|gang|older",
        ],
    },
    // Violence and hateful groups.
    Danger {
        needs: &["hate-or-violence", "danger-now"],
        topics: &["extremism-and-com-networks"],
        rules: &[
            "to|gonna|wanna +kill|stab|shoot|murder|bomb {people}",
            "?school +shooting|shooter|shooters|massacre",
            "join|joining|joined|recruit*|planning terror*|isis|nazi*|attack|bomb",
            "group|groups|they|people|server|someone|com making|make|makes|made|telling|tell|tells|told|forcing|forced|ordered|dared her|him|{child} hurt|harm|cut|kill|burn|carve",
            "talks|talking|joking|threat* about +shooting|stabbing|bombing|killing",
            "?&bomb|bombs|shooting school|teacher {kid}",
            "&radicalis*|radicaliz*|terrorist|terrorists {kid}",
            "kill|hit +list",
            "bomb +threat|threats|hoax",
        ],
    },
];
