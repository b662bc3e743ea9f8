// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bn254} from "./Bn254.sol";

/// @dev Words of a verifying key for three public inputs.
uint256 constant VERIFYING_KEY_WORDS = 22;

/**
 * @title Groth16Verifier
 * @notice Verifies Groth16 proofs with three public inputs under a key that is data, not code.
 * @dev ePrint 2016/260, section 3.2, figure of the verifier: e(A, B) = e(α, β) · e(Σ aᵢ·ICᵢ, γ) · e(C, δ).
 *
 * A key is 22 words: α (2), β, γ, δ (4 each, imaginary parts first), IC₀ … IC₃ (2 each).
 * A proof is 8 words: A (2), B (4), C (2). Anyone can re-randomise a proof, so nothing may key on its bytes.
 *
 * Cost: four pairings, three multiplications, about 203,000 gas.
 */
library Groth16Verifier {
    /// A coordinate of the proof is not below the field order q.
    /// @dev Never reduced silently: two encodings of one point would both pass.
    error ProofCoordinateNotInField(uint256 value);

    /// A public input is not below the scalar field order r.
    /// @dev Never reduced silently: x and x + r would both verify, which makes the input malleable.
    error PublicInputNotInField(uint256 value);

    /// @dev Whether `proof` proves the statement of `key` for the three inputs.
    function verify(
        uint256[VERIFYING_KEY_WORDS] memory key,
        uint256[8] calldata proof,
        uint256[3] memory inputs
    ) internal view returns (bool) {
        for (uint256 i = 0; i < 8; ++i) {
            require(proof[i] < Bn254.Q, ProofCoordinateNotInField(proof[i]));
        }

        uint256[2] memory sum = [key[14], key[15]];
        for (uint256 i = 0; i < 3; ++i) {
            require(inputs[i] < Bn254.R, PublicInputNotInField(inputs[i]));
            (bool okMul, uint256[2] memory term) = Bn254.mul([key[16 + 2 * i], key[17 + 2 * i]], inputs[i]);
            (bool okAdd, uint256[2] memory next) = Bn254.add(sum, term);
            // A registered key holds points only; failing here means that the call ran out of gas.
            if (!okMul || !okAdd) {
                return false;
            }
            sum = next;
        }

        return Bn254.pairsToOne(_equation(key, proof, sum));
    }

    /// @dev e(−A, B) · e(α, β) · e(Σ, γ) · e(C, δ), laid out for the precompile.
    function _equation(
        uint256[VERIFYING_KEY_WORDS] memory key,
        uint256[8] calldata proof,
        uint256[2] memory sum
    ) private pure returns (uint256[24] memory p) {
        p[0] = proof[0];
        // −0 is 0: (0, 0) is the identity and has to stay it.
        p[1] = proof[1] == 0 ? 0 : Bn254.Q - proof[1];
        (p[6], p[7], p[12], p[13], p[18], p[19]) = (key[0], key[1], sum[0], sum[1], proof[6], proof[7]);
        for (uint256 i = 0; i < 4; ++i) {
            p[2 + i] = proof[2 + i];
            p[8 + i] = key[2 + i];
            p[14 + i] = key[6 + i];
            p[20 + i] = key[10 + i];
        }
    }
}
