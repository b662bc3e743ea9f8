// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bn254} from "./Bn254.sol";
import {VERIFYING_KEY_WORDS} from "./Groth16Verifier.sol";

/**
 * @title VerifyingKeys
 * @notice What a verifying key must satisfy before anything is believed under it.
 */
library VerifyingKeys {
    /// The key has not the words of a circuit with three public inputs (C, z, y).
    error VerifyingKeyWrongLength(uint256 words, uint256 expected);

    /// A point of the key is the identity. Counted from 0 in the order α, β, γ, δ, IC₀ … IC₃.
    /// @dev With a zero γ or δ, or a zero ICᵢ, a part of the statement drops out of the equation.
    error VerifyingKeyPointIsZero(uint256 point);

    /// A point of the key is off its curve or outside its subgroup.
    error VerifyingKeyPointInvalid(uint256 point);

    /// γ and δ are the same point up to sign: the key of an unfinished setup.
    /// @dev Then C can cancel the public inputs, and every statement has a proof.
    error VerifyingKeyGammaIsDelta();

    /// @dev Refuses a bad key by one of the errors above.
    function check(uint256[] memory key) internal view {
        require(key.length == VERIFYING_KEY_WORDS, VerifyingKeyWrongLength(key.length, VERIFYING_KEY_WORDS));
        _checkG1(key, 0, 0);
        for (uint256 i = 0; i < 3; ++i) {
            _checkG2(key, 2 + 4 * i, 1 + i);
        }
        for (uint256 i = 0; i < 4; ++i) {
            _checkG1(key, 14 + 2 * i, 4 + i);
        }
        // Equal x means equal up to sign, and both signs are fatal.
        require(key[6] != key[10] || key[7] != key[11], VerifyingKeyGammaIsDelta());
    }

    function _checkG1(uint256[] memory key, uint256 offset, uint256 point) private view {
        require((key[offset] | key[offset + 1]) != 0, VerifyingKeyPointIsZero(point));
        require(Bn254.isG1(key[offset], key[offset + 1]), VerifyingKeyPointInvalid(point));
    }

    function _checkG2(uint256[] memory key, uint256 offset, uint256 point) private view {
        uint256[4] memory coordinates = [key[offset], key[offset + 1], key[offset + 2], key[offset + 3]];
        require(
            (coordinates[0] | coordinates[1] | coordinates[2] | coordinates[3]) != 0,
            VerifyingKeyPointIsZero(point)
        );
        require(Bn254.isG2(coordinates), VerifyingKeyPointInvalid(point));
    }
}
