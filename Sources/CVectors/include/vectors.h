// What Swift has no words for: comparing many bytes at once and getting a bit for each.
//
// Swift's own SIMD masks have no way to a whole number but lane by lane, which takes longer than no vectors at all.
// SSE2 and NEON are part of every 64-bit Intel and ARM processor; elsewhere plain C says the same, a byte at a time.

#pragma once

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>

// A bit for each of 16 bytes that are all ones or all zeros.
static inline uint32_t onpar_bits16(uint8x16_t found) {
  const uint8x16_t places = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t marked = vandq_u8(found, places);
  return (uint32_t)vaddv_u8(vget_low_u8(marked)) | (uint32_t)vaddv_u8(vget_high_u8(marked)) << 8;
}
#endif

// A bit for each of 16 bytes, the first in the lowest: in the lower half of the result those that are a quote, a
// backslash or a control character, in the upper half those that are not ASCII.
static inline uint32_t onpar_special16(const void *bytes) {
#if defined(__SSE2__)
  __m128i text = _mm_loadu_si128((const __m128i *)bytes);
  __m128i quote = _mm_cmpeq_epi8(text, _mm_set1_epi8(0x22));
  __m128i slash = _mm_cmpeq_epi8(text, _mm_set1_epi8(0x5C));
  __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(text, _mm_set1_epi8(0x1F)), text);
  __m128i found = _mm_or_si128(_mm_or_si128(quote, slash), control);
  return (uint32_t)_mm_movemask_epi8(found) | (uint32_t)_mm_movemask_epi8(text) << 16;
#elif defined(__aarch64__)
  uint8x16_t text = vld1q_u8((const uint8_t *)bytes);
  uint8x16_t quote = vceqq_u8(text, vdupq_n_u8(0x22));
  uint8x16_t slash = vceqq_u8(text, vdupq_n_u8(0x5C));
  uint8x16_t control = vcltq_u8(text, vdupq_n_u8(0x20));
  uint8x16_t high = vcgeq_u8(text, vdupq_n_u8(0x80));
  return onpar_bits16(vorrq_u8(vorrq_u8(quote, slash), control)) | onpar_bits16(high) << 16;
#else
  const uint8_t *text = (const uint8_t *)bytes;
  uint32_t result = 0;
  for (int place = 0; place < 16; place++) {
    uint8_t byte = text[place];
    result |= (uint32_t)(byte == 0x22 || byte == 0x5C || byte < 0x20) << place;
    result |= (uint32_t)(byte >> 7) << (place + 16);
  }
  return result;
#endif
}

// A bit for each of 64 bytes, the first in the lowest: those that are ASCII letters.
static inline uint64_t onpar_letters64(const void *bytes) {
#if defined(__SSE2__)
  uint64_t result = 0;
  for (int part = 0; part < 4; part++) {
    __m128i text = _mm_loadu_si128((const __m128i *)bytes + part);
    __m128i lower = _mm_or_si128(text, _mm_set1_epi8(0x20));
    __m128i fromA = _mm_sub_epi8(lower, _mm_set1_epi8(0x61));
    __m128i found = _mm_cmpeq_epi8(_mm_min_epu8(fromA, _mm_set1_epi8(25)), fromA);
    result |= (uint64_t)(uint32_t)_mm_movemask_epi8(found) << (16 * part);
  }
  return result;
#elif defined(__aarch64__)
  uint64_t result = 0;
  for (int part = 0; part < 4; part++) {
    uint8x16_t text = vld1q_u8((const uint8_t *)bytes + 16 * part);
    uint8x16_t fromA = vsubq_u8(vorrq_u8(text, vdupq_n_u8(0x20)), vdupq_n_u8(0x61));
    result |= (uint64_t)onpar_bits16(vcltq_u8(fromA, vdupq_n_u8(26))) << (16 * part);
  }
  return result;
#else
  const uint8_t *text = (const uint8_t *)bytes;
  uint64_t result = 0;
  for (int place = 0; place < 64; place++) {
    result |= (uint64_t)((uint8_t)((text[place] | 0x20) - 0x61) < 26) << place;
  }
  return result;
#endif
}

// Which of four numbers is the wanted one; 4 when none is. Nothing is jumped over, so that nothing is guessed wrong.
static inline uint32_t onpar_place4(const uint32_t *numbers, uint32_t wanted) {
#if defined(__SSE2__)
  __m128i four = _mm_loadu_si128((const __m128i *)numbers);
  __m128i found = _mm_cmpeq_epi32(four, _mm_set1_epi32((int32_t)wanted));
  return (uint32_t)__builtin_ctz((uint32_t)_mm_movemask_ps(_mm_castsi128_ps(found)) | 16);
#elif defined(__aarch64__)
  const uint32x4_t places = {1, 2, 4, 8};
  uint32x4_t found = vceqq_u32(vld1q_u32(numbers), vdupq_n_u32(wanted));
  return (uint32_t)__builtin_ctz(vaddvq_u32(vandq_u32(found, places)) | 16);
#else
  uint32_t found = 16;
  for (int place = 0; place < 4; place++) found |= (uint32_t)(numbers[place] == wanted) << place;
  return (uint32_t)__builtin_ctz(found);
#endif
}
