// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bn254} from "./Bn254.sol";
import {IERC20} from "./IERC20.sol";
import {L1Record, PublicWords} from "./PublicWords.sol";
import {ReentrancyGuard} from "./ReentrancyGuard.sol";
import {SafeToken} from "./SafeToken.sol";
import {TokenLedger} from "./TokenLedger.sol";
import {TokenRegistry} from "./TokenRegistry.sol";

/**
 * @title DepositQueue
 * @notice Requests that blocks must consume in order, each once.
 * @dev Of the records only the running hash is kept: h₀ = 0, hᵢ₊₁ = keccak256(hᵢ ‖ word 0 ‖ word 1 ‖ word 2). The
 * records themselves are in the events. A deposit always succeeds later, because everything that could make it fail is
 * refused here. A key that is not on the curve is accepted: such an account can only leave by a forced withdrawal.
 */
abstract contract DepositQueue is TokenRegistry, TokenLedger, ReentrancyGuard {
    /// A request stands in the queue at `position`; `queueHash` is the running hash that includes it.
    event RequestQueued(
        uint256 indexed position,
        address indexed payer,
        uint256 word0,
        uint256 word1,
        uint256 word2,
        bytes32 queueHash
    );

    /// A deposit of nothing.
    error DepositAmountZero();

    /// A deposit for the L1 address 0: no account can have it.
    error DepositOwnerZero();

    /// The y coordinate of the owner's key is not below the field order r.
    error DepositKeyNotInField(uint256 ay);

    /// What arrived is not what was stated: a wrong value, or a token that takes a fee.
    error DepositNotReceived(uint256 received, uint256 stated);

    /// Positions have 32 bits, and all of them are taken.
    error QueueFull();

    /// The block consumes requests that are not in the queue, or other ones than the queue has there.
    error QueueHashMismatch(uint256 firstPosition, uint256 count, bytes32 computed, bytes32 expected);

    mapping(uint256 position => bytes32) private _queueHashes;
    uint256 private _queued;

    /// @notice Queues a deposit of ether or of a token that the caller has approved.
    /// @param tokenId The token; 0 is ether, which is then sent along.
    /// @param amount Base units, not 0.
    /// @param l1Address The owner on L1, not 0.
    /// @param sign Whether ax of the owner's key is above (r − 1) / 2.
    /// @param ay The y coordinate of the owner's key, below r.
    function deposit(
        uint32 tokenId,
        uint256 amount,
        address l1Address,
        bool sign,
        uint256 ay
    ) external payable nonReentrant {
        address token = tokenAddress(tokenId);
        require(amount != 0, DepositAmountZero());
        require(l1Address != address(0), DepositOwnerZero());
        require(ay < Bn254.R, DepositKeyNotInField(ay));
        // Effects before the interaction; everything is taken back if the tokens do not arrive.
        _recordReceived(tokenId, amount);
        uint256 owner = uint160(l1Address) | (sign ? 1 << 160 : 0);
        _enqueue(
            PublicWords.identityWord0(owner, tokenId, ay),
            PublicWords.identityWord1(ay, PublicWords.DEPOSIT),
            amount
        );

        uint256 received = msg.value;
        if (token != address(0)) {
            require(received == 0, DepositNotReceived(received, 0));
            received = SafeToken.pull(IERC20(token), msg.sender, amount);
        }
        require(received == amount, DepositNotReceived(received, amount));
    }

    /// @notice How many requests were ever queued.
    function queueLength() external view returns (uint256) {
        return _queued;
    }

    /// @notice The running hash after the first `position` requests; 0 for positions that are not reached yet.
    function queueHash(uint256 position) public view returns (bytes32) {
        return _queueHashes[position];
    }

    function _enqueue(uint256 word0, uint256 word1, uint256 word2) internal {
        uint256 position = _queued;
        require(position < type(uint32).max, QueueFull());
        bytes32 next = keccak256(abi.encode(_queueHashes[position], word0, word1, word2));
        _queued = position + 1;
        _queueHashes[position + 1] = next;
        emit RequestQueued(position, msg.sender, word0, word1, word2, next);
    }

    /// @dev The running hash after `records`, which must be what the queue has from `first` on.
    function _checkRecords(uint256 first, L1Record[] calldata records) internal view returns (bytes32 hash) {
        hash = _queueHashes[first];
        if (records.length != 0) {
            for (uint256 i = 0; i < records.length; ++i) {
                hash = keccak256(abi.encode(hash, records[i]));
            }
            // No hash is 0, so a position that is not reached yet matches nothing.
            bytes32 expected = _queueHashes[first + records.length];
            require(hash == expected, QueueHashMismatch(first, records.length, hash, expected));
        }
    }
}
