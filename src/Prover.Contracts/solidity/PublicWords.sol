// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bn254} from "./Bn254.sol";

/// @notice One request in the L1 queue, as the circuit reads it.
struct L1Record {
    uint256 word0;
    uint256 word1;
    uint256 word2;
}

/**
 * @title PublicWords
 * @notice Layout of the words of a block's public data, little end first, and their evaluation at a challenge.
 * @dev The layouts are those of circuits/README.md, "Public words": a(160) + b(32) is a + b·2^160.
 */
library PublicWords {
    /// @dev Code of a deposit in an L1 record.
    uint256 internal constant DEPOSIT = 1;

    /// @dev Code of a forced withdrawal in an L1 record.
    uint256 internal constant FORCED_WITHDRAW = 2;

    uint256 private constant MASK_200 = (1 << 200) - 1;

    /// @dev y = Σ Wᵢ·zⁱ so far: `power` is z^position of the next word.
    struct Evaluation {
        uint256 z;
        uint256 position;
        uint256 power;
        uint256 sum;
    }

    /// @dev contract(160) + chainId(64), computed at each use: a fork of the chain gets a domain of its own.
    function domain() internal view returns (uint256) {
        return uint160(address(this)) | (uint256(uint64(block.chainid)) << 160);
    }

    /// @dev blockNumber(32) + blockTime(40) + accountCountBefore(33) + l1Operations(16) + firstQueuePosition(32).
    function header(
        uint256 blockNumber,
        uint256 blockTime,
        uint256 accountCount,
        uint256 l1Operations,
        uint256 firstQueuePosition
    ) internal pure returns (uint256) {
        return blockNumber | (blockTime << 32) | (accountCount << 72) | (l1Operations << 105)
            | (firstQueuePosition << 121);
    }

    /// @dev owner(161) + token(32) + ay>>200 (54); the owner is l1Address(160) + sign(1).
    function identityWord0(uint256 owner, uint256 tokenId, uint256 ay) internal pure returns (uint256) {
        return owner | (tokenId << 161) | ((ay >> 200) << 193);
    }

    /// @dev ay mod 2^200 (200) + code(8); the code is 0 in a new account.
    function identityWord1(uint256 ay, uint256 code) internal pure returns (uint256) {
        return (ay & MASK_200) | (code << 200);
    }

    function recordOwner(L1Record calldata record) internal pure returns (address) {
        return address(uint160(record.word0));
    }

    function recordToken(L1Record calldata record) internal pure returns (uint32) {
        return uint32(record.word0 >> 161);
    }

    function recordCode(L1Record calldata record) internal pure returns (uint256) {
        return uint8(record.word1 >> 200);
    }

    function recordAmount(L1Record calldata record) internal pure returns (uint256) {
        return uint128(record.word2);
    }

    /// @dev An evaluation at z that stands before word 0.
    function start(uint256 z) internal pure returns (Evaluation memory) {
        return Evaluation({z: z, position: 0, power: 1, sum: 0});
    }

    /// @dev Skips to `position`, over words that are zero. O(log of the distance).
    function moveTo(Evaluation memory e, uint256 position) internal pure {
        uint256 distance = position - e.position;
        uint256 power = e.power;
        for (uint256 square = e.z; distance != 0; distance >>= 1) {
            if (distance & 1 != 0) {
                power = mulmod(power, square, Bn254.R);
            }
            square = mulmod(square, square, Bn254.R);
        }
        (e.position, e.power) = (position, power);
    }

    /// @dev Places one word.
    function append(Evaluation memory e, uint256 word) internal pure {
        e.sum = addmod(e.sum, mulmod(word, e.power, Bn254.R), Bn254.R);
        e.power = mulmod(e.power, e.z, Bn254.R);
        e.position++;
    }

    /// @dev Places words one after another. About 130 gas a word.
    function appendAll(Evaluation memory e, uint256[] memory words) internal pure {
        (uint256 z, uint256 power, uint256 sum) = (e.z, e.power, e.sum);
        for (uint256 i = 0; i < words.length; ++i) {
            sum = addmod(sum, mulmod(words[i], power, Bn254.R), Bn254.R);
            power = mulmod(power, z, Bn254.R);
        }
        (e.position, e.power, e.sum) = (e.position + words.length, power, sum);
    }

    /// @dev Places L1 records one after another.
    function appendRecords(Evaluation memory e, L1Record[] calldata records) internal pure {
        for (uint256 i = 0; i < records.length; ++i) {
            append(e, records[i].word0);
            append(e, records[i].word1);
            append(e, records[i].word2);
        }
    }
}
