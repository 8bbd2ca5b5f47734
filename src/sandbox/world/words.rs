//! What people are called and how they write, in many scripts.

use crate::sandbox::dice::Dice;

/// People who share names, a language and a place.
pub(crate) struct Culture {
    /// How common they are among the contacts.
    pub(crate) weight: u32,
    /// Language tag of their browser.
    pub(crate) language: &'static str,
    /// Country, region and city.
    pub(crate) places: &'static [(&'static str, &'static str, &'static str)],
    /// Dialling code.
    pub(crate) dial: &'static str,
    /// Given names, each with its spelling in an e-mail address.
    pub(crate) given: &'static [(&'static str, &'static str)],
    /// Family names, likewise.
    pub(crate) family: &'static [(&'static str, &'static str)],
    /// Subjects in their own language; empty where they write English.
    pub(crate) subjects: &'static [&'static str],
    /// Whether the family name comes first, and what stands between the two.
    pub(crate) family_first: Option<&'static str>,
}

/// All cultures of the contacts.
pub(crate) const CULTURES: &[Culture] = &[
    Culture {
        weight: 34,
        language: "en",
        places: &[
            ("United States", "California", "San Francisco"),
            ("United States", "New York", "New York"),
            ("United States", "Texas", "Austin"),
            ("United Kingdom", "England", "London"),
            ("Ireland", "Leinster", "Dublin"),
            ("Canada", "Ontario", "Toronto"),
            ("Australia", "Victoria", "Melbourne"),
        ],
        dial: "+1415",
        given: &[
            ("Olivia", "olivia"),
            ("Noah", "noah"),
            ("Amelia", "amelia"),
            ("Liam", "liam"),
            ("Grace", "grace"),
            ("Ethan", "ethan"),
            ("Siobhán", "siobhan"),
            ("Marcus", "marcus"),
            ("Hannah", "hannah"),
            ("Theo", "theo"),
        ],
        family: &[
            ("Walker", "walker"),
            ("O'Brien", "obrien"),
            ("Bennett", "bennett"),
            ("Carter", "carter"),
            ("Hughes", "hughes"),
            ("Morgan", "morgan"),
            ("Ellis-Reid", "ellisreid"),
            ("Foster", "foster"),
            ("Price", "price"),
            ("Nguyen", "nguyen"),
        ],
        subjects: &[],
        family_first: None,
    },
    Culture {
        weight: 11,
        language: "de",
        places: &[
            ("Germany", "Berlin", "Berlin"),
            ("Germany", "Bavaria", "Munich"),
            ("Austria", "Vienna", "Vienna"),
        ],
        dial: "+4930",
        given: &[
            ("Jürgen", "juergen"),
            ("Anneliese", "anneliese"),
            ("Björn", "bjoern"),
            ("Käthe", "kaethe"),
            ("Lukas", "lukas"),
            ("Sönke", "soenke"),
        ],
        family: &[
            ("Müller", "mueller"),
            ("Größmann", "groessmann"),
            ("Schäfer", "schaefer"),
            ("Köhler", "koehler"),
            ("Weiß", "weiss"),
            ("Brandt", "brandt"),
        ],
        subjects: &[
            "Rechnung für Oktober fehlt",
            "Passwort lässt sich nicht zurücksetzen",
            "Wie ändere ich die Umsatzsteuer-ID?",
            "Export bricht nach 10 Minuten ab",
            "Kündigung zum Monatsende",
        ],
        family_first: None,
    },
    Culture {
        weight: 9,
        language: "fr",
        places: &[
            ("France", "Île-de-France", "Paris"),
            ("France", "Auvergne-Rhône-Alpes", "Lyon"),
            ("Belgium", "Brussels", "Brussels"),
        ],
        dial: "+331",
        given: &[
            ("Zoé", "zoe"),
            ("François", "francois"),
            ("Hélène", "helene"),
            ("Anaïs", "anais"),
            ("Loïc", "loic"),
            ("Maëlle", "maelle"),
        ],
        family: &[
            ("Lefèvre", "lefevre"),
            ("Garçon", "garcon"),
            ("Béranger", "beranger"),
            ("Dupré", "dupre"),
            ("Noël", "noel"),
            ("Moreau", "moreau"),
        ],
        subjects: &[
            "Impossible de me connecter depuis hier",
            "Où trouver ma facture ?",
            "Problème d’intégration avec Slack",
            "Demande de remboursement",
            "L’export ne contient pas les accents",
        ],
        family_first: None,
    },
    Culture {
        weight: 8,
        language: "es",
        places: &[
            ("Spain", "Madrid", "Madrid"),
            ("Mexico", "Jalisco", "Guadalajara"),
            ("Argentina", "Buenos Aires", "Buenos Aires"),
        ],
        dial: "+3491",
        given: &[
            ("José", "jose"),
            ("Lucía", "lucia"),
            ("Íñigo", "inigo"),
            ("Begoña", "begona"),
            ("Andrés", "andres"),
            ("Sofía", "sofia"),
        ],
        family: &[
            ("Muñoz", "munoz"),
            ("García", "garcia"),
            ("Núñez", "nunez"),
            ("Ibáñez", "ibanez"),
            ("Peña", "pena"),
            ("Ortega", "ortega"),
        ],
        subjects: &[
            "No puedo iniciar sesión",
            "¿Cómo añado un usuario?",
            "Error al exportar los datos",
            "Cambio de plan",
            "Factura duplicada en septiembre",
        ],
        family_first: None,
    },
    Culture {
        weight: 6,
        language: "pt-BR",
        places: &[("Brazil", "São Paulo", "São Paulo"), ("Portugal", "Lisbon", "Lisbon")],
        dial: "+5511",
        given: &[
            ("João", "joao"),
            ("Conceição", "conceicao"),
            ("Antônia", "antonia"),
            ("Gonçalo", "goncalo"),
            ("Luísa", "luisa"),
        ],
        family: &[
            ("Araújo", "araujo"),
            ("Magalhães", "magalhaes"),
            ("Simões", "simoes"),
            ("Conceição", "conceicao"),
            ("Lima", "lima"),
        ],
        subjects: &[
            "Não consigo entrar na minha conta",
            "Integração parou de funcionar",
            "Como altero meu plano?",
            "Cobrança em duplicidade",
        ],
        family_first: None,
    },
    Culture {
        weight: 4,
        language: "pl",
        places: &[("Poland", "Mazovia", "Warsaw"), ("Poland", "Lesser Poland", "Kraków")],
        dial: "+4822",
        given: &[
            ("Łukasz", "lukasz"),
            ("Małgorzata", "malgorzata"),
            ("Wojciech", "wojciech"),
            ("Zofia", "zofia"),
        ],
        family: &[
            ("Wiśniewski", "wisniewski"),
            ("Dąbrowska", "dabrowska"),
            ("Żak", "zak"),
            ("Święcicki", "swiecicki"),
        ],
        subjects: &[
            "Nie działa logowanie",
            "Prośba o fakturę",
            "Błąd przy imporcie pliku CSV",
        ],
        family_first: None,
    },
    Culture {
        weight: 4,
        language: "ru",
        places: &[("Kazakhstan", "Almaty", "Almaty"), ("Serbia", "Belgrade", "Belgrade")],
        dial: "+7727",
        given: &[
            ("Анна", "anna"),
            ("Дмитрий", "dmitry"),
            ("Ольга", "olga"),
            ("Сергей", "sergey"),
        ],
        family: &[
            ("Соколова", "sokolova"),
            ("Морозов", "morozov"),
            ("Лебедева", "lebedeva"),
            ("Кузнецов", "kuznetsov"),
        ],
        subjects: &[
            "Не приходит письмо с подтверждением",
            "Как удалить аккаунт?",
            "Ошибка 500 при сохранении",
        ],
        family_first: None,
    },
    Culture {
        weight: 2,
        language: "el",
        places: &[("Greece", "Attica", "Athens")],
        dial: "+3021",
        given: &[("Γιώργος", "giorgos"), ("Ελένη", "eleni"), ("Νίκος", "nikos")],
        family: &[
            ("Παπαδόπουλος", "papadopoulos"),
            ("Οικονόμου", "oikonomou"),
            ("Ιωάννου", "ioannou"),
        ],
        subjects: &["Δεν μπορώ να συνδεθώ", "Ερώτηση για το τιμολόγιο"],
        family_first: None,
    },
    Culture {
        weight: 3,
        language: "ar",
        places: &[("United Arab Emirates", "Dubai", "Dubai"), ("Egypt", "Cairo", "Cairo")],
        dial: "+9714",
        given: &[
            ("محمد", "mohammed"),
            ("فاطمة", "fatima"),
            ("يوسف", "youssef"),
            ("ليلى", "layla"),
        ],
        family: &[("الحسيني", "alhusseini"), ("منصور", "mansour"), ("الخطيب", "alkhatib")],
        subjects: &[
            "لا أستطيع تسجيل الدخول",
            "استفسار عن الفاتورة",
            "مشكلة في تصدير البيانات",
        ],
        family_first: None,
    },
    Culture {
        weight: 2,
        language: "he",
        places: &[("Israel", "Tel Aviv", "Tel Aviv")],
        dial: "+9723",
        given: &[("נועה", "noa"), ("איתי", "itai"), ("תמר", "tamar")],
        family: &[("כהן", "cohen"), ("לוי", "levi"), ("מזרחי", "mizrahi")],
        subjects: &["שאלה על החיוב", "לא מצליח להתחבר"],
        family_first: None,
    },
    Culture {
        weight: 5,
        language: "hi",
        places: &[("India", "Karnataka", "Bengaluru"), ("India", "Maharashtra", "Mumbai")],
        dial: "+9180",
        given: &[
            ("प्रिया", "priya"),
            ("अर्जुन", "arjun"),
            ("काव्या", "kavya"),
            ("रोहन", "rohan"),
        ],
        family: &[
            ("शर्मा", "sharma"),
            ("पटेल", "patel"),
            ("अय्यर", "iyer"),
            ("गुप्ता", "gupta"),
        ],
        subjects: &["लॉगिन नहीं हो रहा है", "चालान कहाँ मिलेगा?", "भुगतान विफल हो गया"],
        family_first: None,
    },
    Culture {
        weight: 2,
        language: "th",
        places: &[("Thailand", "Bangkok", "Bangkok")],
        dial: "+662",
        given: &[("สมชาย", "somchai"), ("กาญจนา", "kanchana"), ("ณัฐพล", "nattapon")],
        family: &[("ศรีสุข", "srisuk"), ("วงศ์ใหญ่", "wongyai"), ("ทองดี", "thongdee")],
        subjects: &["เข้าสู่ระบบไม่ได้", "ขอใบเสร็จรับเงิน"],
        family_first: None,
    },
    Culture {
        weight: 4,
        language: "zh-CN",
        places: &[
            ("Singapore", "Singapore", "Singapore"),
            ("China", "Shanghai", "Shanghai"),
        ],
        dial: "+6568",
        given: &[("伟", "wei"), ("秀英", "xiuying"), ("子涵", "zihan"), ("明", "ming")],
        family: &[("王", "wang"), ("李", "li"), ("陈", "chen"), ("欧阳", "ouyang")],
        subjects: &["无法登录账户", "请问如何导出报表？", "十月份发票有误", "接口返回错误"],
        family_first: Some(""),
    },
    Culture {
        weight: 4,
        language: "ja",
        places: &[("Japan", "Tokyo", "Tokyo"), ("Japan", "Osaka", "Osaka")],
        dial: "+813",
        given: &[
            ("さくら", "sakura"),
            ("健太", "kenta"),
            ("陽子", "yoko"),
            ("大輔", "daisuke"),
        ],
        family: &[
            ("佐藤", "sato"),
            ("鈴木", "suzuki"),
            ("高橋", "takahashi"),
            ("渡辺", "watanabe"),
        ],
        subjects: &[
            "ログインできません",
            "請求書の再発行をお願いします",
            "CSVの文字化けについて",
        ],
        family_first: Some(" "),
    },
    Culture {
        weight: 2,
        language: "ko",
        places: &[("South Korea", "Seoul", "Seoul")],
        dial: "+822",
        given: &[("지우", "jiwoo"), ("민준", "minjun"), ("서연", "seoyeon")],
        family: &[("김", "kim"), ("이", "lee"), ("박", "park")],
        subjects: &["로그인이 되지 않습니다", "요금제 변경 문의"],
        family_first: Some(""),
    },
];

impl Culture {
    /// A culture as common as its weight says.
    pub(crate) fn draw(dice: &mut Dice) -> &'static Self {
        &CULTURES[dice.weighted(CULTURES.iter().map(|culture| culture.weight))]
    }

    /// Writes the full name of these two.
    pub(crate) fn full_name(&self, given: u32, family: u32, text: &mut String) {
        let given = self.given[given as usize % self.given.len()].0;
        let family = self.family[family as usize % self.family.len()].0;
        let (first, between, last) = match self.family_first {
            Some(between) => (family, between, given),
            None => (given, " ", family),
        };
        text.push_str(first);
        text.push_str(between);
        text.push_str(last);
    }
}
