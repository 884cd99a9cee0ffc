// The phrase lists and common words of Sources/Wording/Lexicons, as bytes in the program.
//
// C, because its #embed takes a file as it is; an array literal of Swift costs a minute to compile.

#pragma once

typedef struct {
  // File name without its folder; null behind the last.
  const char *name;
  const unsigned char *bytes;
  long count;
} onpar_lexicon;

// The phrase lists in the order of their names.
onpar_lexicon onpar_phrase_list(long index);

// The words by which languages are told apart.
onpar_lexicon onpar_language_words(void);

// The tables that the phrase lists with alphabets are compiled to, which spares every start to do it.
onpar_lexicon onpar_phrase_tables(void);
