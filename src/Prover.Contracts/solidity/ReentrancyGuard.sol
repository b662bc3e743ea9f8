// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/**
 * @title ReentrancyGuard
 * @notice One lock over everything that moves money or state.
 * @dev Transient storage (EIP-1153): about 300 gas, and gone at the end of the transaction whatever happens.
 */
abstract contract ReentrancyGuard {
    /// The contract was entered again from inside a call that it made itself.
    error ReentrantCall();

    bool private transient _entered;

    modifier nonReentrant() {
        require(!_entered, ReentrantCall());
        _entered = true;
        _;
        _entered = false;
    }
}
