#include "CLexicons.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char de[] = {
#embed "../Wording/Lexicons/de.lexicon"
};
static const unsigned char en[] = {
#embed "../Wording/Lexicons/en.lexicon"
};
static const unsigned char es[] = {
#embed "../Wording/Lexicons/es.lexicon"
};
static const unsigned char fr[] = {
#embed "../Wording/Lexicons/fr.lexicon"
};
static const unsigned char it[] = {
#embed "../Wording/Lexicons/it.lexicon"
};
static const unsigned char ja[] = {
#embed "../Wording/Lexicons/ja.lexicon"
};
static const unsigned char nl[] = {
#embed "../Wording/Lexicons/nl.lexicon"
};
static const unsigned char pt[] = {
#embed "../Wording/Lexicons/pt.lexicon"
};
static const unsigned char zh[] = {
#embed "../Wording/Lexicons/zh.lexicon"
};
static const unsigned char words[] = {
#embed "../Wording/Lexicons/languages.words"
};

// Numbers of eight bytes are read where they stand.
_Alignas(8) static const unsigned char tables[] = {
#embed "phrases.tables"
};

#define LIST(language) {#language ".lexicon", language, sizeof language}

static const onpar_lexicon lists[] = {
  LIST(de), LIST(en), LIST(es), LIST(fr), LIST(it),
  LIST(ja), LIST(nl), LIST(pt), LIST(zh),
};

onpar_lexicon onpar_phrase_list(long index) {
  const onpar_lexicon none = {0, 0, 0};
  const long count = sizeof lists / sizeof lists[0];
  return index >= 0 && index < count ? lists[index] : none;
}

onpar_lexicon onpar_language_words(void) {
  const onpar_lexicon all = {"languages.words", words, sizeof words};
  return all;
}

onpar_lexicon onpar_phrase_tables(void) {
  const onpar_lexicon all = {"phrases.tables", tables, sizeof tables};
  return all;
}
