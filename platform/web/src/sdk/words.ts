// The few words that stand on a partner's page itself, in the languages of the platform.

export interface Words {
  readonly tickets: string;
  readonly close: string;
  readonly loading: string;
  readonly checkout: string;
  readonly events: string;
  readonly newTab: string;
  /** Where the frame cannot be shown. */
  readonly elsewhere: string;
}

const WORDS: Readonly<Record<string, Words>> = {
  en: {
    tickets: "Get tickets",
    close: "Close",
    loading: "Loading …",
    checkout: "Tickets",
    events: "Events",
    newTab: "(opens in a new tab)",
    elsewhere: "Tickets cannot be shown in this page. You get them on the organizer’s own:",
  },
  de: {
    tickets: "Tickets holen",
    close: "Schließen",
    loading: "Wird geladen …",
    checkout: "Tickets",
    events: "Veranstaltungen",
    newTab: "(öffnet sich in einem neuen Tab)",
    elsewhere:
      "Tickets können auf dieser Seite nicht gezeigt werden. Sie bekommen sie auf der Seite des Veranstalters:",
  },
  fr: {
    tickets: "Prendre des billets",
    close: "Fermer",
    loading: "Chargement …",
    checkout: "Billets",
    events: "Événements",
    newTab: "(s’ouvre dans un nouvel onglet)",
    elsewhere:
      "Les billets ne peuvent pas être affichés dans cette page. Ils se trouvent sur celle de l’organisateur :",
  },
  es: {
    tickets: "Conseguir entradas",
    close: "Cerrar",
    loading: "Cargando …",
    checkout: "Entradas",
    events: "Eventos",
    newTab: "(se abre en una pestaña nueva)",
    elsewhere: "Las entradas no se pueden mostrar en esta página. Están en la del organizador:",
  },
  ar: {
    tickets: "احصل على التذاكر",
    close: "إغلاق",
    loading: "جارٍ التحميل …",
    checkout: "التذاكر",
    events: "الفعاليات",
    newTab: "(يُفتح في علامة تبويب جديدة)",
    elsewhere: "لا يمكن عرض التذاكر في هذه الصفحة. تجدها في صفحة المنظم:",
  },
  hi: {
    tickets: "टिकट लें",
    close: "बंद करें",
    loading: "लोड हो रहा है …",
    checkout: "टिकट",
    events: "कार्यक्रम",
    newTab: "(नए टैब में खुलता है)",
    elsewhere: "टिकट इस पेज पर नहीं दिखाए जा सकते। वे आयोजक के पेज पर मिलते हैं:",
  },
  so: {
    tickets: "Hel tikidho",
    close: "Xir",
    loading: "Waa la soo rarayaa …",
    checkout: "Tikidho",
    events: "Dhacdooyin",
    newTab: "(wuxuu ku furmayaa tab cusub)",
    elsewhere: "Tikidhada laguma tusi karo boggan. Waxaad ka helaysaa bogga qabanqaabiyaha:",
  },
};
const ENGLISH = WORDS["en"] as Words;

/** The language of ours that a page's tag means; "" for none of them. */
export function languageOf(tag: string): string {
  const stem = tag.toLowerCase().split(/[-_]/)[0] ?? "";
  return stem in WORDS ? stem : "";
}

export function wordsIn(language: string): Words {
  return WORDS[language] ?? ENGLISH;
}

export function directionOf(language: string): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}
