namespace Prover.Circuits;

/// <summary>All scopes that a circuit enters, as a tree; node 0 is <c>Define</c>.</summary>
internal sealed class ScopeTree
{
    private readonly Dictionary<(int Parent, ScopeFrame Frame), int> _ids = [];
    private readonly List<(int Parent, ScopeFrame Frame)> _nodes =
        [(-1, new ScopeFrame("Define", -1, string.Empty, 0))];

    public int Count => _nodes.Count;

    public int Parent(int id) => _nodes[id].Parent;

    public ScopeFrame Frame(int id) => _nodes[id].Frame;

    /// <summary>The node under a parent, made if it is new.</summary>
    public int Enter(int parent, in ScopeFrame frame)
    {
        (int, ScopeFrame) key = (parent, frame);
        if (!_ids.TryGetValue(key, out int id))
        {
            id = _nodes.Count;
            _nodes.Add(key);
            _ids.Add(key, id);
        }

        return id;
    }

    /// <summary><c>Define > merkle > level[3]</c>.</summary>
    public string Path(int id)
    {
        Stack<string> parts = new();
        for (int i = id; i >= 0; i = Parent(i))
        {
            parts.Push(Frame(i).ToString());
        }

        return string.Join(" > ", parts);
    }

    /// <summary>The claim of the outermost gadget around a place; null outside of gadgets.</summary>
    public SourceLabel? OutermostClaim(int id)
    {
        SourceLabel? claim = null;
        for (int i = id; i >= 0; i = Parent(i))
        {
            claim = Frame(i).ToLabel() ?? claim;
        }

        return claim;
    }

    /// <summary>The path of a stack of frames that was never put into a tree.</summary>
    public static string Path(ReadOnlySpan<ScopeFrame> frames)
    {
        List<string> parts = ["Define"];
        foreach (ScopeFrame frame in frames)
        {
            parts.Add(frame.ToString());
        }

        return string.Join(" > ", parts);
    }
}
