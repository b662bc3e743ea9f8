using Prover.Algebra;
using Prover.Rollup;
using Prover.Wire;

namespace Prover.Witness;

/// <summary>
/// Walks from the old root to the new one, one account after another, along the paths of an envelope.
/// </summary>
/// <remarks>22 hashes per account. Each path is checked with the old leaf before it carries the new one.</remarks>
internal static class TreeSteps
{
    public static (TableEntry[] Touched, TableEntry[] Created) Walk(BlockEnvelope envelope, BlockState state)
    {
        Fr root = envelope.Header.OldRoot;
        var touched = new TableEntry[envelope.Touched.Count];
        for (int j = 0; j < touched.Length; j++)
        {
            EnvelopeAccount account = envelope.Touched[j];
            touched[j] = Step(state, AccountState.Existing(account.Account), account.Path, ref root);
        }

        var created = new TableEntry[envelope.Created.Count];
        for (int j = 0; j < created.Length; j++)
        {
            ulong index = state.CountBefore + (ulong)j;
            Refuse.Unless(envelope.Created[j].Index == index, EnvelopeRefusal.Path, $"new account {index}");
            created[j] = Step(state, AccountState.NotYet(state.Created[j]), envelope.Created[j], ref root);
        }

        Refuse.Unless(root == envelope.Header.NewRoot, EnvelopeRefusal.NewRoot, "after the last account");
        return (touched, created);
    }

    private static TableEntry Step(BlockState state, in AccountState before, MerklePath path, ref Fr root)
    {
        Refuse.Unless(path.RootOf(before.Leaf()) == root, EnvelopeRefusal.Path, $"account {path.Index}");
        _ = state.TryGet(path.Index, out AccountState after);
        root = path.RootOf(after.Leaf());
        return new TableEntry(path.Index, before, after, path, root);
    }
}
