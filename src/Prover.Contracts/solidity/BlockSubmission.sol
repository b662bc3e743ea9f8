// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bn254} from "./Bn254.sol";
import {DepositQueue} from "./DepositQueue.sol";
import {DecodedDiff, DiffDecoder} from "./DiffDecoder.sol";
import {Groth16Verifier} from "./Groth16Verifier.sol";
import {L1Record, PublicWords} from "./PublicWords.sol";
import {Capacities, VerifierStore} from "./VerifierStore.sol";
import {Withdrawals} from "./Withdrawals.sol";

/// @notice What the operator states about a block besides its diff.
/// @param circuitId The circuit that the block was proven with.
/// @param newRoot The state root after the block.
/// @param commitment C, the sponge of all public words, computed by the circuit.
/// @param blockNumber One more than that of the block before.
/// @param blockTime Unix seconds.
struct BlockHeader {
    bytes32 circuitId;
    uint256 newRoot;
    uint256 commitment;
    uint32 blockNumber;
    uint40 blockTime;
}

/**
 * @title BlockSubmission
 * @notice Accepts a block: rebuilds its public words, ties them to the proof at a challenge, and moves the root.
 * @dev The words W of a block are bound as follows (circuits/README.md, "Binding"): the circuit computes C and
 * y = Σ Wᵢ·zⁱ from its own W, this contract computes y from the W it rebuilt, and z is drawn by hash after both are
 * fixed. Two different vectors agree at z with probability at most |W|/r. Everything in this contract's W therefore
 * has to be in that hash by content.
 */
abstract contract BlockSubmission is DepositQueue, Withdrawals, VerifierStore {
    using PublicWords for PublicWords.Evaluation;
    using PublicWords for L1Record;

    struct ChainState {
        uint32 blockNumber;
        uint40 blockTime;
        uint40 accountCount;
        uint32 consumed;
    }

    /// A block was accepted. With the queued requests, `diff` is all that is needed to rebuild the state at `newRoot`.
    /// @param header blockNumber(32) + blockTime(40) + accountCountBefore(33) + l1Operations(16) +
    /// firstQueuePosition(32), little end first.
    event BlockAccepted(
        uint256 indexed blockNumber,
        bytes32 indexed circuitId,
        uint256 oldRoot,
        uint256 newRoot,
        uint256 header,
        bytes diff
    );

    /// The operator would be the address 0: nobody could submit a block.
    error OperatorZero();

    /// The caller is not the operator.
    error NotOperator(address caller);

    /// Blocks come in order, each once.
    error WrongBlockNumber(uint256 given, uint256 expected);

    /// The block is older than the one before, from the future, or more than an hour old.
    error BlockTimeRefused(uint256 given, uint256 previous, uint256 current);

    /// The new root is not below the field order r.
    error RootNotInField(uint256 value);

    /// The commitment C is not below the field order r.
    error CommitmentNotInField(uint256 value);

    /// The block consumes more L1 requests than its circuit has slots.
    error TooManyL1Operations(uint256 given, uint256 capacity);

    /// There would be more accounts than indices.
    error TooManyAccounts(uint256 count);

    /// A payout in an L1 slot that holds no forced withdrawal.
    error PayoutWithoutRequest(uint256 slot);

    /// The proof does not prove this block.
    error InvalidProof();

    uint256 private constant MAX_BLOCK_AGE = 1 hours;
    uint256 private constant MAX_ACCOUNTS = 1 << 32;

    address private immutable _operator;
    uint256 private _stateRoot;
    ChainState private _state;

    constructor(address operator_, uint256 genesisRoot) {
        require(operator_ != address(0), OperatorZero());
        require(genesisRoot < Bn254.R, RootNotInField(genesisRoot));
        _operator = operator_;
        _stateRoot = genesisRoot;
    }

    /// @notice Submits the next block.
    /// @param header What the operator states about it.
    /// @param records The L1 requests that it consumes, from the first unconsumed one on.
    /// @param diff The compressed state diff.
    /// @param proof The Groth16 proof of the public inputs (C, z, y).
    function submitBlock(
        BlockHeader calldata header,
        L1Record[] calldata records,
        bytes calldata diff,
        uint256[8] calldata proof
    ) external nonReentrant {
        require(msg.sender == _operator, NotOperator(msg.sender));
        ChainState memory state = _state;
        uint256 oldRoot = _stateRoot;
        BlockVerifier memory verifier = _verifier(header.circuitId);
        _checkHeader(header, state);
        require(
            records.length <= verifier.capacities.l1Slots,
            TooManyL1Operations(records.length, verifier.capacities.l1Slots)
        );

        DecodedDiff memory decoded = DiffDecoder.decode(diff, verifier.capacities, state.accountCount);
        uint256 headerWord = PublicWords.header(
            header.blockNumber, header.blockTime, state.accountCount, records.length, state.consumed
        );
        uint256 z = _challenge(header, oldRoot, headerWord, _checkRecords(state.consumed, records), diff);
        PublicWords.Evaluation memory e = PublicWords.start(z);
        e.append(oldRoot);
        e.append(header.newRoot);
        e.append(PublicWords.domain());
        e.append(headerWord);
        _evaluateSections(e, verifier.capacities, records, decoded);
        uint256[3] memory inputs = [header.commitment, z, e.sum];
        require(Groth16Verifier.verify(_loadKey(verifier.key), proof, inputs), InvalidProof());

        _advance(header, state, records.length, decoded.created.length / 3);
        _settle(records, decoded);
        emit BlockAccepted(header.blockNumber, header.circuitId, oldRoot, header.newRoot, headerWord, diff);
    }

    /// @notice The only address that may submit blocks.
    function operator() external view returns (address) {
        return _operator;
    }

    /// @notice The root of the state after the last accepted block.
    function stateRoot() external view returns (uint256) {
        return _stateRoot;
    }

    /// @notice Number and time of the last accepted block, accounts in the state, L1 requests consumed.
    function chainState()
        external
        view
        returns (uint32 blockNumber, uint40 blockTime, uint40 accountCount, uint32 consumed)
    {
        ChainState memory state = _state;
        return (state.blockNumber, state.blockTime, state.accountCount, state.consumed);
    }

    /// @dev z, drawn from everything that enters W, by content: the records through the running hash of the queue.
    /// Hashing the range of positions instead would not do. Whoever knows z before the queue is final can queue a
    /// deposit that makes a different vector agree at z; a test shows it.
    function _challenge(
        BlockHeader calldata header,
        uint256 oldRoot,
        uint256 headerWord,
        bytes32 queueHash_,
        bytes calldata diff
    ) internal view virtual returns (uint256) {
        bytes32 hash = keccak256(
            abi.encode(
                header.commitment,
                header.circuitId,
                oldRoot,
                header.newRoot,
                PublicWords.domain(),
                headerWord,
                queueHash_,
                keccak256(diff)
            )
        );
        return uint256(hash) % Bn254.R;
    }

    function _checkHeader(BlockHeader calldata header, ChainState memory state) private view {
        uint256 expected = uint256(state.blockNumber) + 1;
        require(header.blockNumber == expected, WrongBlockNumber(header.blockNumber, expected));
        require(
            header.blockTime >= state.blockTime && header.blockTime <= block.timestamp
                && block.timestamp - header.blockTime <= MAX_BLOCK_AGE,
            BlockTimeRefused(header.blockTime, state.blockTime, block.timestamp)
        );
        require(header.newRoot < Bn254.R, RootNotInField(header.newRoot));
        require(header.commitment < Bn254.R, CommitmentNotInField(header.commitment));
    }

    /// @dev Places the sections behind the four header words, each at its position for the full capacities.
    function _evaluateSections(
        PublicWords.Evaluation memory e,
        Capacities memory capacities,
        L1Record[] calldata records,
        DecodedDiff memory decoded
    ) private pure {
        e.appendRecords(records);
        uint256 base = 4 + 3 * uint256(capacities.l1Slots);
        for (uint256 i = 0; i < decoded.payouts.length; ++i) {
            e.moveTo(base + decoded.payoutSlots[i]);
            e.append(decoded.payouts[i]);
        }
        base += capacities.l1Slots;
        e.moveTo(base);
        e.appendAll(decoded.touched);
        base += capacities.touched;
        e.moveTo(base);
        e.appendAll(decoded.created);
        base += 3 * uint256(capacities.created);
        e.moveTo(base);
        e.appendAll(decoded.withdrawals);
    }

    function _advance(
        BlockHeader calldata header,
        ChainState memory state,
        uint256 l1Operations,
        uint256 created
    ) private {
        uint256 accountCount = state.accountCount + created;
        require(accountCount <= MAX_ACCOUNTS, TooManyAccounts(accountCount));
        _stateRoot = header.newRoot;
        // The casts lose nothing: the count is checked above, and the queue never has more than 2^32 - 1 positions.
        _state = ChainState({
            blockNumber: header.blockNumber,
            blockTime: header.blockTime,
            accountCount: uint40(accountCount),
            consumed: uint32(state.consumed + l1Operations)
        });
    }

    /// @dev Books the consumed deposits first: the same block may withdraw what it deposited.
    function _settle(L1Record[] calldata records, DecodedDiff memory decoded) private {
        for (uint256 i = 0; i < records.length; ++i) {
            if (records[i].recordCode() == PublicWords.DEPOSIT) {
                _recordConsumed(records[i].recordToken(), records[i].recordAmount());
            }
        }
        for (uint256 i = 0; i < decoded.payouts.length; ++i) {
            uint256 slot = decoded.payoutSlots[i];
            bool forced = slot < records.length && records[slot].recordCode() == PublicWords.FORCED_WITHDRAW;
            require(forced, PayoutWithoutRequest(slot));
            uint256 payout = decoded.payouts[i];
            _credit(uint32(payout >> 128), records[slot].recordOwner(), uint128(payout));
        }
        for (uint256 i = 0; i < decoded.withdrawals.length; i += 2) {
            uint256 receiver = decoded.withdrawals[i];
            _credit(uint32(receiver >> 160), address(uint160(receiver)), decoded.withdrawals[i + 1]);
        }
    }
}
