// Forms of field elements. RESIDENT is MONTGOMERY at the scalar levels.

// out[i] = in[i] taken from one form to another. PROVER_ERROR_RANGE when an input is not reduced.
template <class P>
PROVER_INLINE prover_status convert_field(Fp<P>* out, const Fp<P>* in, uint64_t n, uint32_t from, uint32_t to) {
  const bool enters = from == PROVER_FORM_CANONICAL && to != PROVER_FORM_CANONICAL;
  const bool leaves = from != PROVER_FORM_CANONICAL && to == PROVER_FORM_CANONICAL;
  for (uint64_t i = 0; i < n; i++) {
    if (from != PROVER_FORM_RESIDENT && !is_reduced(in[i])) {
      return PROVER_ERROR_RANGE;
    }
    out[i] = enters ? enter(in[i]) : leaves ? leave(in[i]) : in[i];
  }
  return PROVER_OK;
}
