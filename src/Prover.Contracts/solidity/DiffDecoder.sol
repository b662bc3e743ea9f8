// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bn254} from "./Bn254.sol";
import {DiffReader} from "./DiffReader.sol";
import {PublicWords} from "./PublicWords.sol";
import {Capacities} from "./VerifierStore.sol";

/// @notice A decoded diff: the words that the contract does not know itself.
/// @param payoutSlots The L1 slots that pay something, rising.
/// @param payouts For each of them amount(128) + token(32).
/// @param touched abs(balance delta)(128) + sign(1) + nonceIncrement(16) + index(32), by rising index.
/// @param created Three words for each new account.
/// @param withdrawals Two words for each withdrawal.
struct DecodedDiff {
    uint256[] payoutSlots;
    uint256[] payouts;
    uint256[] touched;
    uint256[] created;
    uint256[] withdrawals;
}

/**
 * @title DiffDecoder
 * @notice Decompresses the posted diff. Exactly one byte string decodes to a given diff; everything else is refused.
 * @dev The format is that of circuits/README.md, "The posted diff". The C# decoder refuses the same byte strings: a
 * difference between the two would make the state impossible to rebuild.
 */
library DiffDecoder {
    using DiffReader for DiffReader.Reader;

    /// The first byte is not a version that is known here.
    error DiffVersionUnknown(uint256 version);

    /// The diff has more entries of a section than the circuit has places.
    error DiffCountTooLarge(uint256 count, uint256 capacity);

    /// A payout names an L1 slot that the circuit does not have.
    error DiffSlotTooLarge(uint256 slot, uint256 capacity);

    /// A touched index is not below the account count.
    error DiffIndexTooLarge(uint256 index, uint256 accountCount);

    /// A head byte is not below 234, or an exponent byte is above 38.
    error DiffHeadInvalid(uint256 head);

    /// A nonce increment is not below 2^16.
    error DiffNonceTooLarge(uint256 nonceIncrement);

    /// An amount is not below 2^128.
    error DiffAmountTooLarge();

    /// A mantissa is divisible by 10 though the exponent could be higher, or zero has an exponent.
    error DiffAmountNotCanonical(uint256 mantissa, uint256 exponent);

    /// A negative sign where there is none: at a zero delta, or in a new account.
    error DiffSignNotAllowed();

    /// A payout or a withdrawal of nothing.
    error DiffAmountZero();

    /// A new account has the L1 address 0.
    error DiffOwnerZero();

    /// The key of a new account is not below the field order r.
    error DiffKeyNotInField(uint256 ay);

    uint256 private constant VERSION = 1;
    uint256 private constant MAX_EXPONENT = 38;

    /// @dev nonceClass(3) × sign(2) × exponent(39).
    uint256 private constant HEADS = 234;

    /// @dev Where the parts of a touched account's word lie; above bit 177 the exponent waits for its mantissa.
    uint256 private constant SIGN_SHIFT = 128;
    uint256 private constant SIGN = 1 << SIGN_SHIFT;
    uint256 private constant NONCE_SHIFT = 129;
    uint256 private constant INDEX_SHIFT = 145;
    uint256 private constant EXPONENT_SHIFT = 177;
    uint256 private constant EXPONENT_MASK = (1 << EXPONENT_SHIFT) - 1;

    /// @dev Decodes `diff` for a circuit with these capacities and a state with this many accounts.
    function decode(
        bytes calldata diff,
        Capacities memory capacities,
        uint256 accountCount
    ) internal pure returns (DecodedDiff memory decoded) {
        DiffReader.Reader memory reader = DiffReader.open(diff);
        uint256 version = reader.read(1);
        require(version == VERSION, DiffVersionUnknown(version));

        uint256 payouts = _readCount(reader, capacities.l1Slots);
        uint256 touched = _readCount(reader, capacities.touched);
        uint256 created = _readCount(reader, capacities.created);
        uint256 withdrawals = _readCount(reader, capacities.withdrawals);

        (decoded.payoutSlots, decoded.payouts) = _readPayouts(reader, payouts, capacities.l1Slots);
        decoded.touched = _readTouched(reader, touched, accountCount);
        decoded.created = _readCreated(reader, created);
        decoded.withdrawals = _readWithdrawals(reader, withdrawals);
        reader.close();
    }

    function _readCount(DiffReader.Reader memory reader, uint256 capacity) private pure returns (uint256 count) {
        count = reader.readVarint(32);
        require(count <= capacity, DiffCountTooLarge(count, capacity));
    }

    function _readPayouts(
        DiffReader.Reader memory reader,
        uint256 count,
        uint256 l1Slots
    ) private pure returns (uint256[] memory slots, uint256[] memory words) {
        (slots, words) = (new uint256[](count), new uint256[](count));
        uint256 next = 0;
        for (uint256 i = 0; i < count; ++i) {
            uint256 slot = next + reader.readVarint(32);
            require(slot < l1Slots, DiffSlotTooLarge(slot, l1Slots));
            slots[i] = slot;
            next = slot + 1;
        }
        for (uint256 i = 0; i < count; ++i) {
            words[i] = reader.readVarint(32) << 128;
        }
        uint256[] memory amounts = _readAmounts(reader, count);
        for (uint256 i = 0; i < count; ++i) {
            words[i] |= amounts[i];
        }
    }

    function _readTouched(
        DiffReader.Reader memory reader,
        uint256 count,
        uint256 accountCount
    ) private pure returns (uint256[] memory words) {
        words = new uint256[](count);
        uint256 next = 0;
        // Unchecked: i is below a capacity, an index below the account count, and that never above 2^32.
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                uint256 index = next + reader.readVarint(32);
                require(index < accountCount, DiffIndexTooLarge(index, accountCount));
                words[i] = index << INDEX_SHIFT;
                next = index + 1;
            }
        }
        _readStates(reader, words);
    }

    function _readCreated(
        DiffReader.Reader memory reader,
        uint256 count
    ) private pure returns (uint256[] memory words) {
        words = new uint256[](3 * count);
        uint256[] memory tokens = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            tokens[i] = reader.readVarint(32);
        }
        for (uint256 i = 0; i < count; ++i) {
            uint256 owner = reader.read(20);
            require(owner != 0, DiffOwnerZero());
            words[3 * i] = owner;
        }
        for (uint256 i = 0; i < count; ++i) {
            uint256 key = reader.read(32);
            uint256 ay = key & ((1 << 255) - 1);
            require(ay < Bn254.R, DiffKeyNotInField(ay));
            words[3 * i] = PublicWords.identityWord0(words[3 * i] | ((key >> 255) << 160), tokens[i], ay);
            words[3 * i + 1] = PublicWords.identityWord1(ay, 0);
        }
        uint256[] memory states = new uint256[](count);
        _readStates(reader, states);
        for (uint256 i = 0; i < count; ++i) {
            require(states[i] & SIGN == 0, DiffSignNotAllowed());
            // balance(128) + nonce(16): as in a touched account, without the sign between them.
            words[3 * i + 2] = uint128(states[i]) | ((states[i] >> NONCE_SHIFT) << 128);
        }
    }

    function _readWithdrawals(
        DiffReader.Reader memory reader,
        uint256 count
    ) private pure returns (uint256[] memory words) {
        words = new uint256[](2 * count);
        for (uint256 i = 0; i < count; ++i) {
            words[2 * i] = reader.read(20);
        }
        for (uint256 i = 0; i < count; ++i) {
            words[2 * i] |= reader.readVarint(32) << 160;
        }
        uint256[] memory amounts = _readAmounts(reader, count);
        for (uint256 i = 0; i < count; ++i) {
            words[2 * i + 1] = amounts[i];
        }
    }

    /// @dev Reads heads, nonces and mantissas, and adds delta(128) + sign(1) + nonceIncrement(16) to the words.
    function _readStates(DiffReader.Reader memory reader, uint256[] memory words) private pure {
        // Unchecked: i is below a capacity, the increment below 2^16 + 2, and every shift stays inside the word.
        unchecked {
            uint256 heads = reader.takeColumn(words.length);
            for (uint256 i = 0; i < words.length; ++i) {
                uint256 head = DiffReader.octetAt(heads + i);
                require(head < HEADS, DiffHeadInvalid(head));
                uint256 increment = head / 78;
                if (increment == 2) {
                    increment += reader.readVarint(16);
                    require(increment < 1 << 16, DiffNonceTooLarge(increment));
                }
                head %= 78;
                words[i] |= (increment << NONCE_SHIFT) | ((head / 39) << SIGN_SHIFT) | ((head % 39) << EXPONENT_SHIFT);
            }
            for (uint256 i = 0; i < words.length; ++i) {
                uint256 word = words[i];
                uint256 amount = _amount(reader.readVarint(128), word >> EXPONENT_SHIFT);
                require(amount != 0 || word & SIGN == 0, DiffSignNotAllowed());
                words[i] = (word & EXPONENT_MASK) | amount;
            }
        }
    }

    /// @dev Reads exponents and mantissas of amounts that are not zero.
    function _readAmounts(
        DiffReader.Reader memory reader,
        uint256 count
    ) private pure returns (uint256[] memory amounts) {
        amounts = new uint256[](count);
        uint256 exponents = reader.takeColumn(count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 exponent = DiffReader.octetAt(exponents + i);
            require(exponent <= MAX_EXPONENT, DiffHeadInvalid(exponent));
            amounts[i] = _amount(reader.readVarint(128), exponent);
            require(amounts[i] != 0, DiffAmountZero());
        }
    }

    /// @dev mantissa · 10^exponent, for mantissa < 2^128 and exponent ≤ 38.
    function _amount(uint256 mantissa, uint256 exponent) private pure returns (uint256 amount) {
        bool canonical = mantissa == 0 ? exponent == 0 : (exponent == MAX_EXPONENT || mantissa % 10 != 0);
        require(canonical, DiffAmountNotCanonical(mantissa, exponent));
        // Unchecked: 2^128 · 10^38 < 2^255.
        unchecked {
            amount = mantissa * 10 ** exponent;
        }
        require(amount >> 128 == 0, DiffAmountTooLarge());
    }
}
